using ArchDsl.Cli.Graphs;

namespace ArchDsl.Cli.Pictures.Layout;

/// <summary>Breaks a tall drawing into columns, where a single tensor flows on and so that the highest is as low as can be.</summary>
internal sealed class ColumnBreaks
{
    /// <summary>The width over the height that a page likes.</summary>
    private const double PageRatio = 1.4;

    private const int MaxColumns = 8;
    private const double HighEnough = 1000;

    private readonly LayerGraph _graph;
    private readonly double[] _tops;
    private readonly double _height;
    private readonly double _width;
    private readonly int[] _cuts;

    private ColumnBreaks(LayerGraph graph, FrameLayout single)
    {
        _graph = graph;
        Dictionary<string, Cell> cells = single.Cells.Where(c => c.Item is not null).ToDictionary(c => c.Item!.Id, StringComparer.Ordinal);
        _tops = [.. graph.Items.Select(i => cells[i.Id].Y)];
        _height = single.Height;
        _width = single.Left + single.Right;
        _cuts = [.. Cuts()];
    }

    /// <summary>The items of each column.</summary>
    /// <param name="graph">What is drawn.</param>
    /// <param name="single">How it looks in one column.</param>
    /// <param name="columns">How many columns at most, or 0 for as many as make a page.</param>
    public static IReadOnlyList<IReadOnlyList<GraphItem>> Of(LayerGraph graph, FrameLayout single, int columns)
    {
        if (columns == 1 || (columns == 0 && single.Height < HighEnough))
        {
            return [graph.Items];
        }

        var breaks = new ColumnBreaks(graph, single);
        int[] starts = columns > 0
            ? breaks.Best(columns)
            : Enumerable.Range(1, MaxColumns).Select(breaks.Best).MinBy(breaks.Misfit)!;
        return [.. starts.Zip(starts.Skip(1).Append(graph.Items.Count), (from, to) => graph.Items.Skip(from).Take(to - from).ToArray())];
    }

    private double Misfit(int[] starts) => Math.Abs(Math.Log(starts.Length * _width / Highest(starts) / PageRatio));

    private double Highest(int[] starts) => starts.Select((_, i) => HeightOf(starts, i)).Max();

    private double HeightOf(int[] starts, int column) => (column + 1 < starts.Length ? _tops[starts[column + 1]] : _height) - _tops[starts[column]];

    // Items before which nothing but one tensor crosses.
    private IEnumerable<int> Cuts()
    {
        var place = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < _graph.Items.Count; i++)
        {
            foreach (GraphVertex vertex in _graph.Items[i].Vertices)
            {
                place[vertex.Id] = i;
            }
        }

        for (int i = 1; i < _graph.Items.Count; i++)
        {
            string[] crossing = [.. _graph.Edges.Where(e => place[e.From.Id] < i && place[e.To.Id] >= i).Select(e => e.From.Id).Distinct()];
            if (crossing.Length == 1 && _tops.Take(i).Max() < _tops[i])
            {
                yield return i;
            }
        }
    }

    // Columns are filled up to a height; the least height that suffices is found by halving.
    private int[] Best(int columns)
    {
        (double least, double most) = (0, _height);
        int[] best = [0];
        while (most - least > 1)
        {
            double limit = (least + most) / 2;
            if (Fill(limit) is { } starts && starts.Length <= columns)
            {
                (best, most) = (starts, limit);
            }
            else
            {
                least = limit;
            }
        }

        return best;
    }

    private int[]? Fill(double limit)
    {
        var starts = new List<int> { 0 };
        int last = 0;
        foreach (int cut in _cuts.Append(_graph.Items.Count))
        {
            double bottom = cut < _tops.Length ? _tops[cut] : _height;
            if (bottom - _tops[starts[^1]] > limit)
            {
                if (last == starts[^1])
                {
                    return null;
                }

                starts.Add(last);
                if (bottom - _tops[last] > limit)
                {
                    return null;
                }
            }

            last = cut;
        }

        return [.. starts];
    }
}
