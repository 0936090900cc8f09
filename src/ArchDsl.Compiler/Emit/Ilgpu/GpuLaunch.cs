using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>One launch of the program: which kernels can do it and what it hands over.</summary>
/// <param name="Step">The step of the plan that it begins with.</param>
/// <param name="Candidates">Kernels that compute it, that for much work first; chosen among when the network is loaded.</param>
/// <param name="Places">Fields of <c>Places</c> and their values.</param>
internal sealed record GpuLaunch(PlanStep Step, IReadOnlyList<GpuCandidate> Candidates, IReadOnlyList<(string Field, string Value)> Places)
{
    /// <summary>Steps behind the first that the same launch does.</summary>
    public IReadOnlyList<PlanStep> Rest { get; init; } = [];

    public static GpuLaunch Of(PlanStep step, GpuKernel kernel, Extent work, IReadOnlyList<(string Field, string Value)> places, string? pack = null) =>
        new(step, [new GpuCandidate(kernel, work) { Pack = pack }], places);
}

/// <summary>A kernel that can do a launch.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Work">Of one sample, in what the kernel counts it: pixels, tiles, or fours of floats.</param>
internal sealed record GpuCandidate(GpuKernel Kernel, Extent Work)
{
    /// <summary>How often the work is done for other filters: groups of threads in Y.</summary>
    public Extent Rows { get; init; } = new(1);

    /// <summary>Groups of threads in Z.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>How weights are packed for it: an expression of places <c>at</c> that gives them back with those of the weights; null where there are none.</summary>
    public string? Pack { get; init; }

    /// <summary>Whether it multiplies in TF32 on tensor cores.</summary>
    public bool IsFast { get; init; }
}
