using ArchDsl.Compiler.Analysis;

namespace ArchDsl.Cli.Graphs;

/// <summary>
/// Folds what stands several times behind itself into one with a count. A unit of one or more items repeats where the next items
/// are the same layers of the same shapes, joined in the same way, and each unit reads the one before it alone. What a later
/// layer reads from inside (the layers of an aggregation) never folds, so every path that matters stays in the picture.
/// </summary>
internal sealed class RepeatFolding
{
    private const int MaxPeriod = 16;

    // One or two boxes less are not worth a count.
    private const int LeastSaving = 3;

    private readonly LayerGraph _graph;
    private readonly Dictionary<string, int> _order;
    private readonly Dictionary<string, string> _standIn = new(StringComparer.Ordinal);
    private int _repeats;

    private RepeatFolding(LayerGraph graph)
    {
        _graph = graph;
        _order = graph.Vertices.Select((v, i) => (v.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
    }

    public static LayerGraph Fold(LayerGraph graph)
    {
        var folding = new RepeatFolding(graph);
        List<GraphItem> items = folding.FoldItems(graph.Items);
        Dictionary<string, GraphVertex> vertices = items.SelectMany(i => i.Vertices).ToDictionary(v => v.Id, StringComparer.Ordinal);
        GraphEdge[] edges = [.. folding.Edges().Select(e => new GraphEdge(vertices[e.From], vertices[e.To]))];
        return graph with { Items = items, Edges = edges };
    }

    private List<GraphItem> FoldItems(IReadOnlyList<GraphItem> items)
    {
        List<GraphItem> folded = [.. items.Select(i => i is GraphFrame frame ? Unwrap(frame with { Items = FoldItems(frame.Items) }) : i)];
        var result = new List<GraphItem>();
        var wiring = new RepeatWiring(Edges());
        for (int i = 0; i < folded.Count;)
        {
            (int period, int count) = Longest(folded, i, wiring);
            if (count < 2)
            {
                result.Add(folded[i++]);
                continue;
            }

            result.Add(Merge(folded.GetRange(i, period * count), period, count));
            i += period * count;
        }

        return result;
    }

    // A block that is one layer is that layer: a frame would say nothing more.
    private static GraphItem Unwrap(GraphFrame frame) => frame is { IsStage: false, Items: [GraphVertex only] } ? only with { Name = frame.Name } : frame;

    private static (int Period, int Count) Longest(List<GraphItem> items, int start, RepeatWiring wiring)
    {
        (int Period, int Count, int Saving) best = default;
        for (int period = 1; period <= Math.Min(MaxPeriod, (items.Count - start) / 2); period++)
        {
            int count = wiring.CountRepeats(items, start, period);
            int saving = (count - 1) * items.GetRange(start, period).Sum(i => i.Vertices.Count());
            if (count > 1 && saving >= LeastSaving && saving > best.Saving)
            {
                best = (period, count, saving);
            }
        }

        return (best.Period, best.Count);
    }

    private GraphItem Merge(List<GraphItem> items, int period, int count)
    {
        GraphItem[] unit = new GraphItem[period];
        for (int k = 0; k < period; k++)
        {
            unit[k] = Enumerable.Range(1, count - 1).Aggregate(items[k], (sum, turn) => Merge(sum, items[(turn * period) + k]));
        }

        if (unit is [GraphFrame frame])
        {
            return frame with { Repeat = frame.Repeat * count };
        }

        Costs costs = unit.SelectMany(i => i.Vertices).Aggregate(default(Costs), (sum, v) => sum + v.Costs);
        string id = FormattableString.Invariant($"r{_repeats++}");
        return new GraphFrame(id, "", "repeat", unit[^1].Vertices.Last().Shape, costs, unit) { Repeat = count };
    }

    private GraphItem Merge(GraphItem first, GraphItem later)
    {
        if (first is GraphFrame a && later is GraphFrame b)
        {
            return a with { Costs = a.Costs + b.Costs, Shape = b.Shape, Items = [.. a.Items.Zip(b.Items, Merge)] };
        }

        var x = (GraphVertex)first;
        var y = (GraphVertex)later;
        _standIn[y.Id] = x.Id;
        return x with { Costs = x.Costs + y.Costs, Shape = y.Shape, FirstShape = y.Shape == x.Shape ? null : x.FirstShape ?? x.Shape };
    }

    // Edges between what is left; those from a unit back to its own start are what the count says.
    private IEnumerable<(string From, string To)> Edges() => _graph.Edges
        .Select(e => (From: Find(e.From.Id), To: Find(e.To.Id)))
        .Where(e => _order[e.From] < _order[e.To])
        .Distinct();

    private string Find(string id)
    {
        while (_standIn.TryGetValue(id, out string? other))
        {
            id = other;
        }

        return id;
    }
}
