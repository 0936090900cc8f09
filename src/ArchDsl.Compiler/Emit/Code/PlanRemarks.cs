using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>What fusion saves, as lines of documentation.</summary>
internal static class PlanRemarks
{
    public static IEnumerable<string> Of(FusedPlan plan)
    {
        yield return $"Without fusion: {Count(plan.Unfused.Kernels, "kernel")}.";
        yield return $"Bytes moved by a sample: {Numbers.Grouped(plan.Fused.BytesMoved)}, without fusion {Numbers.Grouped(plan.Unfused.BytesMoved)}.";
        yield return $"Arena: {Numbers.Grouped(plan.Fused.ArenaBytes)} bytes, without fusion {Numbers.Grouped(plan.Unfused.ArenaBytes)}; no plan of these kernels goes below {Numbers.Grouped(plan.LowerBoundBytes)}.";
    }

    public static string Count(int number, string thing) => $"{Numbers.Whole(number)} {thing}{(number == 1 ? "" : "s")}";
}
