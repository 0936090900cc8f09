namespace ArchDsl.Cli.Graphs;

/// <summary>Tells whether items repeat, by what they are and by who reads whom.</summary>
internal sealed class RepeatWiring
{
    private readonly ILookup<string, string> _sources;
    private readonly ILookup<string, string> _readers;

    public RepeatWiring(IEnumerable<(string From, string To)> edges)
    {
        (string From, string To)[] all = [.. edges];
        _sources = all.ToLookup(e => e.To, e => e.From, StringComparer.Ordinal);
        _readers = all.ToLookup(e => e.From, e => e.To, StringComparer.Ordinal);
    }

    /// <summary>How many units of <paramref name="period"/> items from <paramref name="start"/> on are the same.</summary>
    public int CountRepeats(IReadOnlyList<GraphItem> items, int start, int period)
    {
        int count = 1;
        string? entry = null;
        GraphItem[] unit = Unit(items, start, period);
        while (start + ((count + 1) * period) <= items.Count)
        {
            GraphItem[] next = Unit(items, start + (count * period), period);
            if (!LookAlike(unit, next) || !HandsOn(unit, next) || !ReadAlike(unit, next, ref entry))
            {
                break;
            }

            entry = Exit(unit);
            unit = next;
            count++;
        }

        return count;
    }

    private static GraphItem[] Unit(IReadOnlyList<GraphItem> items, int start, int period) => [.. items.Skip(start).Take(period)];

    private static string Exit(GraphItem[] unit) => unit[^1].Vertices.Last().Id;

    private static bool LookAlike(IReadOnlyList<GraphItem> unit, IReadOnlyList<GraphItem> next)
    {
        // Where a concat grows, the convolution that reads it grows with it, and only there may costs differ.
        bool grows = unit.SelectMany(i => i.Vertices).Zip(next.SelectMany(i => i.Vertices)).Any(p => p.First.Op == "concat" && p.First.Shape != p.Second.Shape);
        return unit.Count == next.Count && unit.Zip(next).All(p => LookAlike(p.First, p.Second, grows));
    }

    private static bool LookAlike(GraphItem a, GraphItem b, bool grows) => (a, b) switch
    {
        (GraphVertex x, GraphVertex y) => x.Kind != VertexKind.Port && (x.Op, x.Details, x.Kind, x.Shape.Size) == (y.Op, y.Details, y.Kind, y.Shape.Size)
            && (x.Shape == y.Shape || x.Op == "concat") && (grows || x.Costs == y.Costs),
        (GraphFrame x, GraphFrame y) => (x.Definition, x.Repeat, x.Items.Count, x.IsStage) == (y.Definition, y.Repeat, y.Items.Count, false)
            && x.Items.Zip(y.Items).All(p => LookAlike(p.First, p.Second, grows)),
        _ => false,
    };

    // Only the last tensor of a unit is read outside, and only by the next unit.
    private bool HandsOn(GraphItem[] unit, GraphItem[] next)
    {
        HashSet<string> here = [.. Ids(unit)];
        HashSet<string> there = [.. Ids(next)];
        string exit = Exit(unit);
        return here.All(id => _readers[id].All(reader => here.Contains(reader) || (id == exit && there.Contains(reader))));
    }

    private bool ReadAlike(GraphItem[] unit, GraphItem[] next, ref string? entry)
    {
        List<string> here = Ids(unit);
        List<string> there = Ids(next);
        string exit = Exit(unit);
        foreach ((string a, string b) in here.Zip(there))
        {
            string[] left = [.. _sources[a]];
            string[] right = [.. _sources[b]];
            if (left.Length != right.Length)
            {
                return false;
            }

            foreach ((string x, string y) in left.Zip(right))
            {
                if (y == exit)
                {
                    entry ??= x;
                }

                bool agrees = y == exit ? x == entry
                    : here.IndexOf(x) is >= 0 and int place ? there.IndexOf(y) == place
                    : x == y;
                if (!agrees)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static List<string> Ids(GraphItem[] unit) => [.. unit.SelectMany(i => i.Vertices).Select(v => v.Id)];
}
