using ArchDsl.Cli.Graphs;

namespace ArchDsl.Cli.Pictures.Layout;

/// <summary>Lays out frame within frame, the innermost first.</summary>
internal sealed class LayoutBuilder
{
    private readonly LayerGraph _graph;
    private readonly PictureScale _scale;
    private readonly Dictionary<string, List<GraphFrame>> _framesAround = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string From, string To, GraphVertex Tensor)>> _links = new(StringComparer.Ordinal);
    private readonly HashSet<(string Frame, string From, string To, string Tensor)> _known = [];
    private readonly ILookup<string, GraphVertex> _sources;

    private LayoutBuilder(LayerGraph graph, PictureScale scale)
    {
        _graph = graph;
        _scale = scale;
        _sources = graph.Edges.ToLookup(e => e.To.Id, e => e.From, StringComparer.Ordinal);
        Locate(graph.Items, []);
        foreach (GraphEdge edge in graph.Edges)
        {
            Lift(edge);
        }
    }

    /// <summary>Everything below each other.</summary>
    public static FrameLayout Build(LayerGraph graph, PictureScale scale) => new LayoutBuilder(graph, scale).LayOut("", graph.Items);

    /// <summary>One layout a column; what leaves one enters the next.</summary>
    public static IReadOnlyList<FrameLayout> Build(LayerGraph graph, PictureScale scale, IReadOnlyList<IReadOnlyList<GraphItem>> columns)
    {
        GraphFrame[] frames = [.. columns.Select((c, i) => new GraphFrame(FormattableString.Invariant($"column{i}"), "", "column", default, default, c))];
        var builder = new LayoutBuilder(graph with { Items = frames }, scale);
        return [.. frames.Select(f => builder.LayOut(f.Id, f.Items))];
    }

    private void Locate(IReadOnlyList<GraphItem> items, List<GraphFrame> around)
    {
        foreach (GraphItem item in items)
        {
            _framesAround[item.Id] = around;
            if (item is GraphFrame frame)
            {
                Locate(frame.Items, [.. around, frame]);
            }
        }
    }

    // An edge leaves the frames around its source one by one, crosses in the frame that both ends share, and enters those around its target.
    private void Lift(GraphEdge edge)
    {
        List<GraphFrame> from = _framesAround[edge.From.Id];
        List<GraphFrame> to = _framesAround[edge.To.Id];
        int shared = from.Zip(to).TakeWhile(p => p.First == p.Second).Count();
        string left = edge.From.Id;
        for (int i = from.Count - 1; i >= shared; i--)
        {
            Add(from[i].Id, left, OutOf(edge.From), edge.From);
            left = from[i].Id;
        }

        for (int i = shared; i < to.Count; i++)
        {
            Add(i == 0 ? "" : to[i - 1].Id, left, to[i].Id, edge.From);
            left = InOf(edge.From);
        }

        Add(to.Count == 0 ? "" : to[^1].Id, left, edge.To.Id, edge.From);
    }

    private void Add(string frame, string from, string to, GraphVertex tensor)
    {
        if (!_links.TryGetValue(frame, out List<(string, string, GraphVertex)>? links))
        {
            _links.Add(frame, links = []);
        }

        if (_known.Add((frame, from, to, tensor.Id)))
        {
            links.Add((from, to, tensor));
        }
    }

    private FrameLayout LayOut(string frame, IReadOnlyList<GraphItem> items)
    {
        List<(string From, string To, GraphVertex Tensor)> links = _links.GetValueOrDefault(frame) ?? [];
        var cells = new Dictionary<string, Cell>(StringComparer.Ordinal);
        foreach ((string from, _, GraphVertex tensor) in links.Where(l => l.From == InOf(l.Tensor)))
        {
            cells.TryAdd(from, new Cell(CellKind.In, tensor) { BoxHeight = PictureScale.TitleHeight, Left = 4, Right = 4 });
        }

        foreach (GraphItem item in items)
        {
            cells.Add(item.Id, item is GraphFrame inner ? FrameCell(inner) : _scale.LeafCell((GraphVertex)item, [.. _sources[item.Id]]));
        }

        foreach ((_, string to, GraphVertex tensor) in links.Where(l => l.To == OutOf(l.Tensor)))
        {
            cells.TryAdd(to, new Cell(CellKind.Out, tensor) { BoxHeight = 2, Left = 4, Right = 4 });
        }

        foreach ((string from, string to, GraphVertex tensor) in links)
        {
            var link = new Link(cells[from], cells[to], tensor);
            link.From.Outs.Add(link);
            link.To.Ins.Add(link);
        }

        return new FrameLayout([.. cells.Values]);
    }

    private Cell FrameCell(GraphFrame frame)
    {
        FrameLayout inner = LayOut(frame.Id, frame.Items);
        return _scale.FrameCell(frame, inner);
    }

    private static string InOf(GraphVertex tensor) => "in:" + tensor.Id;

    private static string OutOf(GraphVertex tensor) => "out:" + tensor.Id;
}
