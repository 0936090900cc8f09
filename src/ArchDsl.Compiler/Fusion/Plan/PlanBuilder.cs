using ArchDsl.Compiler.Fusion.Placement;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>Places the values in several ways, keeps the one that needs the least memory, and writes the plan down.</summary>
internal static class PlanBuilder
{
    public static FusedPlan Build(FusionGraph graph)
    {
        var views = new Views(graph);
        var layouts = new Layouts(graph, views);
        var gathered = new Candidate(Placer.Place(graph, views, layouts, SideBySide.None));
        var best = new Candidate(Placer.Place(graph, views, layouts, SideBySide.All));

        // Values that stand side by side live as long as any of them, so apart they never need more at once.
        if (best.ArenaFloats > gathered.LowerBound)
        {
            var butFirst = new Candidate(Placer.Place(graph, views, layouts, SideBySide.AllButFirst));
            best = butFirst.ArenaFloats < best.ArenaFloats ? butFirst : best;
            best = gathered.ArenaFloats < best.ArenaFloats ? gathered : best;
        }

        return Write(graph, best);
    }

    private static FusedPlan Write(FusionGraph graph, Candidate candidate)
    {
        // Views take no step of their own, so lifetimes are told in the plan's steps.
        var numbers = new int[graph.Steps.Count + 1];
        for (int i = 0; i < graph.Steps.Count; i++)
        {
            numbers[i + 1] = numbers[i] + (graph.Steps[i].IsView ? 0 : 1);
        }

        var buffers = new Dictionary<Storage, PlanBuffer>();
        var arena = new Extent(candidate.ArenaFloats);
        var partials = new Extent(0);
        foreach (Storage storage in candidate.Placement.Storages.OrderBy(s => s.FirstStep).ThenBy(s => s.Kind).ThenBy(s => s.Index))
        {
            Extent offset = new(0);
            if (storage.Kind == BufferKind.Partial)
            {
                offset = partials;
                partials = partials.Plus(storage.Floats);
            }
            else if (storage.Kind == BufferKind.Arena && storage.Floats.Expression is not null)
            {
                offset = arena;
                arena = arena.Plus(storage.Floats);
            }
            else if (storage.Kind == BufferKind.Arena)
            {
                offset = new Extent(candidate.OffsetOf(storage));
            }

            int first = storage.FirstStep < 0 ? -1 : numbers[storage.FirstStep];
            int last = storage.LastStep < 0 ? -1 : storage.LastStep >= graph.Steps.Count ? numbers[graph.Steps.Count] : numbers[storage.LastStep];
            buffers[storage] = new PlanBuffer(buffers.Count, storage.Kind, storage.Index, offset, storage.Floats, first, last, storage.Name);
        }

        var writer = new StepWriter(candidate.Placement, buffers);
        PlanStep[] steps = graph.Steps.Where(s => !s.IsView).Select(writer.Write).ToArray();
        long moved = steps.Sum(s => s.Reads.Concat(s.Writes).Sum(v => v.Bytes) + s.WeightBytes);
        return new FusedPlan(
            graph.Network,
            buffers.Values.OrderBy(b => b.Id).ToArray(),
            steps,
            arena,
            partials,
            candidate.LowerBound * sizeof(float),
            new PlanFigures(steps.Length, moved, arena.Value * sizeof(float)),
            UnfusedFigures.Of(graph.Network));
    }

    /// <summary>One way of placing the values, and the arena it takes.</summary>
    private sealed class Candidate
    {
        private readonly Dictionary<Storage, Block> _blocks = [];
        private readonly Block[] _ordered;
        private long? _arenaFloats;

        public Candidate(Placement.Placement placement)
        {
            Placement = placement;
            foreach (Storage storage in placement.Storages.Where(s => s.Kind == BufferKind.Arena && s.Floats.Expression is null))
            {
                _blocks[storage] = new Block(storage.Floats.Value, storage.FirstStep, storage.LastStep);
            }

            _ordered = _blocks.Values.OrderBy(b => b.First).ThenBy(b => b.Last).ThenBy(b => b.Size).ToArray();
            LowerBound = ArenaPlanner.LowerBound(_ordered);
        }

        public Placement.Placement Placement { get; }

        public long LowerBound { get; }

        /// <summary>Planned when first asked for.</summary>
        public long ArenaFloats => _arenaFloats ??= ArenaPlanner.Plan(_ordered);

        public long OffsetOf(Storage storage) => _blocks[storage].Offset;
    }
}
