namespace ArchDsl.Cli.Graphs;

/// <summary>A box in a drawing, in pixels from the upper left corner.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double MiddleX => X + (Width / 2);

    public double MiddleY => Y + (Height / 2);
}

/// <summary>A tensor that skips vertices: it runs down a lane beside the column and turns in at each vertex that reads it.</summary>
internal sealed record SvgRail(GraphVertex From, IReadOnlyList<GraphVertex> To, double X);

/// <summary>
/// Places a graph in one column in the order of execution, frames around what is theirs. A tensor read by the next vertex is a short
/// line; others run in lanes to the right, the short ones inside.
/// </summary>
internal sealed class SvgLayout
{
    public const double RowHeight = 26;
    public const double TitleHeight = 22;
    public const double CharacterWidth = 6.7;
    private const double Gap = 12;
    private const double FramePadding = 10;
    private const double LaneWidth = 11;
    private const double Margin = 16;

    private readonly Dictionary<string, Box> _boxes = new(StringComparer.Ordinal);
    private readonly List<(GraphFrame Frame, Box Box)> _frames = [];
    private readonly int _depth;
    private readonly double _boxWidth;
    private double _y;

    private SvgLayout(LayerGraph graph)
    {
        Graph = graph;
        _depth = graph.Items.Max(DepthOf);
        _boxWidth = Math.Max(220, Widest(graph.Items));
        _y = Margin + TitleHeight;
        Place(graph.Items, 0);
        (Steps, Rails, double right) = Route();
        Width = right + Margin;
        Height = _y - Gap + Margin;
    }

    public LayerGraph Graph { get; }

    /// <summary>Frames, outer ones first.</summary>
    public IReadOnlyList<(GraphFrame Frame, Box Box)> Frames => _frames;

    /// <summary>Edges to the very next vertex.</summary>
    public IReadOnlyList<GraphEdge> Steps { get; }

    public IReadOnlyList<SvgRail> Rails { get; }

    public double Width { get; }

    public double Height { get; }

    public static SvgLayout Of(LayerGraph graph) => new(graph);

    public Box BoxOf(GraphVertex vertex) => _boxes[vertex.Id];

    /// <summary>What a frame says at its right: how much it costs.</summary>
    public static string FiguresOf(GraphFrame frame) => $"{Figures.Short(frame.Costs.Params)} params, {Figures.Short(frame.Costs.Macs)} macs";

    private void Place(IReadOnlyList<GraphItem> items, int depth)
    {
        foreach (GraphItem item in items)
        {
            if (item is GraphFrame frame)
            {
                double inset = FramePadding * depth;
                double top = _y;
                int index = _frames.Count;
                _frames.Add((frame, default));
                _y += TitleHeight;
                Place(frame.Items, depth + 1);
                double bottom = _y - Gap + FramePadding;
                _frames[index] = (frame, new Box(Margin + inset, top, _boxWidth + (2 * ((FramePadding * _depth) - inset)), bottom - top));
                _y = bottom + Gap;
            }
            else
            {
                _boxes[item.Id] = new Box(Margin + (FramePadding * _depth), _y, _boxWidth, RowHeight);
                _y += RowHeight + Gap;
            }
        }
    }

    private (IReadOnlyList<GraphEdge> Steps, IReadOnlyList<SvgRail> Rails, double Right) Route()
    {
        Dictionary<GraphVertex, int> order = Graph.Vertices.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i);
        GraphEdge[] steps = Graph.Edges.Where(e => order[e.To] == order[e.From] + 1).ToArray();
        var skips = Graph.Edges.Except(steps)
            .GroupBy(e => e.From)
            .Select(g => (From: g.Key, To: g.Select(e => e.To).OrderBy(t => order[t]).ToArray()))
            .OrderBy(s => order[s.To[^1]] - order[s.From])
            .ThenBy(s => order[s.From]);
        double left = Margin + (2 * FramePadding * _depth) + _boxWidth;
        var lanes = new List<List<(int First, int Last)>>();
        var rails = new List<SvgRail>();
        foreach ((GraphVertex from, GraphVertex[] to) in skips)
        {
            (int First, int Last) span = (order[from], order[to[^1]]);
            int lane = lanes.FindIndex(l => l.TrueForAll(o => o.Last < span.First || span.Last < o.First));
            if (lane < 0)
            {
                lane = lanes.Count;
                lanes.Add([]);
            }

            lanes[lane].Add(span);
            rails.Add(new SvgRail(from, to, left + (LaneWidth * (lane + 1))));
        }

        return (steps, rails, left + (LaneWidth * lanes.Count));
    }

    private static int DepthOf(GraphItem item) => item is GraphFrame frame ? 1 + frame.Items.Max(DepthOf) : 0;

    private static double Widest(IEnumerable<GraphItem> items) => items.Max(item => item switch
    {
        // Title and figures keep clear of the line that runs down the middle.
        GraphFrame frame => Math.Max(2 * CharacterWidth * (Math.Max(frame.Label.Length, FiguresOf(frame).Length) + 2), Widest(frame.Items)),
        GraphVertex vertex => CharacterWidth * (vertex.Label.Length + vertex.Shape.ToString().Length + 6),
        _ => 0,
    });
}
