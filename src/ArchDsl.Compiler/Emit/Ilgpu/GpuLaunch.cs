using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>One launch of the program: which kernels can do it and what it hands over.</summary>
/// <param name="Step">The step of the plan.</param>
/// <param name="Kernels">Those that compute it, that for much work first; chosen among when the network is loaded.</param>
/// <param name="Work">Of one sample, in what kernels count it: pixels, or fours of floats.</param>
/// <param name="Rows">How often the work is done for other filters, for each kernel: groups of threads in Y.</param>
/// <param name="Depth">Groups of threads in Z.</param>
/// <param name="Places">Fields of <c>Places</c> and their values.</param>
/// <param name="Pack">How its weights are packed: an expression with the places in it, or null where it has none.</param>
internal sealed record GpuLaunch(
    PlanStep Step, IReadOnlyList<GpuKernel> Kernels, Extent Work, IReadOnlyList<Extent> Rows, int Depth,
    IReadOnlyList<(string Field, string Value)> Places, Func<string, string>? Pack = null)
{
    /// <summary>Those that compute it in TF32 on tensor cores, that for much work first; none where FP32 is all there is.</summary>
    public IReadOnlyList<GpuKernel> FastKernels { get; init; } = [];

    /// <summary>Groups of threads in Y for each of them.</summary>
    public IReadOnlyList<Extent> FastRows { get; init; } = [];

    public static GpuLaunch Of(PlanStep step, GpuKernel kernel, Extent work, IReadOnlyList<(string Field, string Value)> places, Func<string, string>? pack = null) =>
        new(step, [kernel], work, [new Extent(1)], 1, places, pack);
}
