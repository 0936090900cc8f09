using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Emit.Ilgpu.Launches;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>A plan as launches of kernels: one for each step, equal kernels shared.</summary>
internal sealed class GpuPlan
{
    private readonly Dictionary<GpuKernel, string> _methods = [];

    public GpuPlan(FusedPlan plan, PlanNames names)
    {
        Sums = new SumsArea(plan);
        var places = new GpuPlaces(names, Sums);
        var products = new ProductLaunches(places, names);
        var windows = new WindowLaunches(places);
        var maps = new MapLaunches(places);
        Launches = plan.Steps.Select(step => step switch
        {
            ConvolutionStep convolution => products.TryConvolution(convolution) ?? windows.Convolution(convolution),
            LinearStep linear => products.Linear(linear),
            PoolStep pool => windows.Pool(pool),
            GlobalPoolStep pool => windows.GlobalPool(pool),
            _ => maps.Of(step),
        }).ToArray();
        var pool = new NamePool([names.Class]);
        foreach (GpuKernel kernel in Launches.SelectMany(l => l.Kernels.Concat(l.FastKernels)))
        {
            if (!_methods.ContainsKey(kernel))
            {
                _methods[kernel] = pool.Take(kernel.Name);
            }
        }
    }

    public SumsArea Sums { get; }

    public IReadOnlyList<GpuLaunch> Launches { get; }

    /// <summary>Every kernel once, with the name of its method, in the order of first use.</summary>
    public IEnumerable<KeyValuePair<GpuKernel, string>> Kernels => Launches.SelectMany(l => l.Kernels.Concat(l.FastKernels)).Distinct().Select(k => new KeyValuePair<GpuKernel, string>(k, _methods[k]));

    /// <summary>The method of a kernel.</summary>
    public string this[GpuKernel kernel] => _methods[kernel];
}
