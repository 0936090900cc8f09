namespace ArchDsl.Cli.Graphs;

/// <summary>
/// Draws a dense block as the chain that it is: a concat that begins with all that an earlier concat holds reads that one.
/// [a, b, c] is [[a, b], c], so the picture says the same with one line in place of many.
/// </summary>
internal static class ConcatChains
{
    public static LayerGraph Shorten(LayerGraph graph)
    {
        var earlier = new Dictionary<string, GraphVertex>(StringComparer.Ordinal);
        var edges = new List<GraphEdge>();
        foreach (IGrouping<GraphVertex, GraphEdge> group in graph.Edges.GroupBy(e => e.To))
        {
            GraphVertex[] sources = [.. group.Select(e => e.From)];
            if (group.Key.Op != "concat")
            {
                edges.AddRange(group);
                continue;
            }

            (GraphVertex? known, int held) = Longest(sources, earlier);
            edges.AddRange(sources.Skip(held).Prepend(known).OfType<GraphVertex>().Select(s => new GraphEdge(s, group.Key)));
            earlier.TryAdd(KeyOf(sources), group.Key);
        }

        return graph with { Edges = edges };
    }

    private static (GraphVertex? Known, int Held) Longest(GraphVertex[] sources, Dictionary<string, GraphVertex> earlier)
    {
        for (int held = sources.Length - 1; held >= 2; held--)
        {
            if (earlier.TryGetValue(KeyOf(sources[..held]), out GraphVertex? known))
            {
                return (known, held);
            }
        }

        return (null, 0);
    }

    private static string KeyOf(IEnumerable<GraphVertex> sources) => string.Join(',', sources.Select(s => s.Id));
}
