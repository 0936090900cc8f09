using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>Where threads must meet: before a step that touches what a step since the last meeting wrote, or writes what one read.</summary>
internal static class Barriers
{
    /// <summary>The steps that threads meet before.</summary>
    public static HashSet<PlanStep> Of(FusedPlan plan)
    {
        var meetings = new HashSet<PlanStep>();
        var since = new List<PlanStep>();
        foreach (PlanStep step in plan.Steps)
        {
            if (since.Any(earlier => Conflict(earlier, step)))
            {
                meetings.Add(step);
                since.Clear();
            }

            since.Add(step);
        }

        return meetings;
    }

    private static bool Conflict(PlanStep earlier, PlanStep later) =>
        earlier.Writes.Any(w => later.Reads.Concat(later.Writes).Any(v => Overlap(w, v)))
        || earlier.Reads.Any(r => later.Writes.Any(w => Overlap(r, w)));

    private static bool Overlap(BufferView a, BufferView b)
    {
        if (a.Buffer.Kind != b.Buffer.Kind || (a.Buffer.Kind is BufferKind.Input or BufferKind.Output && a.Buffer.Index != b.Buffer.Index))
        {
            return false;
        }

        Extent beginA = a.Buffer.Offset.Plus(a.Offset);
        Extent beginB = b.Buffer.Offset.Plus(b.Offset);
        if (beginA.Expression is not null || beginB.Expression is not null || a.Floats.Expression is not null || b.Floats.Expression is not null)
        {
            return true;
        }

        return beginA.Value < beginB.Value + b.Floats.Value && beginB.Value < beginA.Value + a.Floats.Value;
    }
}
