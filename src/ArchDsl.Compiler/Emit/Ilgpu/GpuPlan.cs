using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Emit.Ilgpu.Launches;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>A plan as launches of kernels: one for each step or for a few small ones, equal kernels shared.</summary>
internal sealed class GpuPlan
{
    private readonly Dictionary<GpuKernel, string> _methods = [];

    public GpuPlan(FusedPlan plan, PlanNames names)
    {
        Sums = new SumsArea(plan);
        var places = new GpuPlaces(names, Sums);
        var products = new ProductLaunches(places, names);
        var windows = new WindowLaunches(places);
        var pools = new PoolLaunches(places);
        var maps = new MapLaunches(places);
        var squeezes = new SqueezeLaunches(plan, places);
        var launches = new List<GpuLaunch>();
        for (int i = 0; i < plan.Steps.Count; i += 1 + launches[launches.Count - 1].Rest.Count)
        {
            launches.Add(squeezes.TryAt(i) ?? plan.Steps[i] switch
            {
                ConvolutionStep convolution => products.TryConvolution(convolution) ?? windows.Convolution(convolution),
                LinearStep linear => products.Linear(linear),
                PoolStep slide => pools.Sliding(slide),
                GlobalPoolStep global => pools.Global(global),
                PlanStep step => maps.Of(step),
            });
        }

        Launches = launches;
        var pool = new NamePool([names.Class, .. GpuClassWriter.Members]);
        foreach (GpuKernel kernel in AllKernels)
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
    public IEnumerable<KeyValuePair<GpuKernel, string>> Kernels => AllKernels.Distinct().Select(k => new KeyValuePair<GpuKernel, string>(k, _methods[k]));

    private IEnumerable<GpuKernel> AllKernels => Launches.SelectMany(l => l.Candidates).Select(c => c.Kernel);

    /// <summary>The method of a kernel.</summary>
    public string this[GpuKernel kernel] => _methods[kernel];
}
