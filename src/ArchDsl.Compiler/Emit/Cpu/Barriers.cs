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
        var read = new List<Span>();
        var written = new List<Span>();
        foreach (PlanStep step in plan.Steps)
        {
            Span[] reads = step.Reads.Select(Span.Of).ToArray();
            Span[] writes = step.Writes.Select(Span.Of).ToArray();
            if (AnyOverlap(written, reads) || AnyOverlap(written, writes) || AnyOverlap(read, writes))
            {
                meetings.Add(step);
                read.Clear();
                written.Clear();
            }

            read.AddRange(reads);
            written.AddRange(writes);
        }

        return meetings;
    }

    private static bool AnyOverlap(List<Span> earlier, Span[] later)
    {
        foreach (Span a in earlier)
        {
            foreach (Span b in later)
            {
                if (a.Overlaps(b))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Floats of one memory; where a runtime parameter decides the place, all of it.</summary>
    private readonly record struct Span(BufferKind Kind, int Index, long Begin, long End)
    {
        public static Span Of(BufferView view)
        {
            PlanBuffer buffer = view.Buffer;
            Extent begin = buffer.Offset.Plus(view.Offset);
            int index = buffer.Kind is BufferKind.Input or BufferKind.Output ? buffer.Index : 0;
            return begin.Expression is null && view.Floats.Expression is null
                ? new Span(buffer.Kind, index, begin.Value, begin.Value + view.Floats.Value)
                : new Span(buffer.Kind, index, 0, long.MaxValue);
        }

        public bool Overlaps(in Span other) => Kind == other.Kind && Index == other.Index && Begin < other.End && other.Begin < End;
    }
}
