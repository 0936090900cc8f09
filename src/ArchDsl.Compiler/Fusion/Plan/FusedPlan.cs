using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>What a way of running a network costs for one sample.</summary>
/// <param name="Kernels">Kernels launched.</param>
/// <param name="BytesMoved">Bytes that kernels read and write, weights included.</param>
/// <param name="ArenaBytes">Peak bytes of tensors between kernels, the caller's buffers left out.</param>
internal sealed record PlanFigures(int Kernels, long BytesMoved, long ArenaBytes);

/// <summary>A network as a straight line of fused kernels over one arena: all a back end has to print.</summary>
internal sealed record FusedPlan(
    Network Network,
    IReadOnlyList<PlanBuffer> Buffers,
    IReadOnlyList<PlanStep> Steps,
    Extent ArenaFloats,
    Extent PartialFloats,
    long LowerBoundBytes,
    PlanFigures Fused,
    PlanFigures Unfused)
{
    /// <summary>The buffer the caller hands in as input number <paramref name="index"/>.</summary>
    public PlanBuffer Input(int index) => Buffers.First(b => b.Kind == BufferKind.Input && b.Index == index);

    /// <summary>The buffer the caller gets as output number <paramref name="index"/>.</summary>
    public PlanBuffer Output(int index) => Buffers.First(b => b.Kind == BufferKind.Output && b.Index == index);
}
