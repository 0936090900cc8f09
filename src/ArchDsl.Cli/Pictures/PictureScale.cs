using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Pictures.Layout;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Pictures;

/// <summary>How large things are drawn: widths are channels to scale, heights grow with the logarithm of the map's side.</summary>
internal sealed class PictureScale
{
    public const double TitleHeight = 20;
    public const double FramePadding = 10;
    public const double LabelGap = 7;
    public const double LabelSize = 11;
    public const double ShapeSize = 10;
    public const double TitleSize = 12;
    public const double LineHeight = 14;
    public const double StackStep = 3;

    private const double LeastWidth = 2;

    private readonly double _barWidth;
    private readonly double _heightFactor;

    public PictureScale(LayerGraph graph, GraphLevel level)
    {
        Level = level;
        (_barWidth, _heightFactor) = level == GraphLevel.Stage ? (280.0, 8.0) : (200.0, 2.2);
        MostChannels = graph.Vertices.Max(v => v.Shape.Channels);
        MostMacs = graph.Vertices.Max(v => v.Costs.Macs);
    }

    public GraphLevel Level { get; }

    /// <summary>The channels of the widest box.</summary>
    public int MostChannels { get; }

    /// <summary>The macs of the costliest box.</summary>
    public long MostMacs { get; }

    /// <summary>The width of a box.</summary>
    public double WidthOf(int channels) => Math.Max(LeastWidth, _barWidth * channels / MostChannels);

    /// <summary>The height of a box.</summary>
    public double HeightOf(Shape shape) => 4 + (_heightFactor * Math.Log2(1 + Math.Sqrt(shape.Size.Area)));

    /// <summary>A cell for a vertex, its label to its right.</summary>
    public Cell LeafCell(GraphVertex vertex, IReadOnlyList<GraphVertex> sources)
    {
        var probe = new Cell(CellKind.Leaf, item: vertex);
        if (probe.IsJunction)
        {
            double side = 2 * Routing.JunctionRadius;
            return new Cell(CellKind.Leaf, item: vertex) { BoxWidth = side, BoxHeight = side, Left = side / 2, Right = side / 2, Height = side + ShapeHeight(vertex, sources) };
        }

        VertexText text = VertexText.Of(vertex, sources, Level);
        double width = WidthOf(vertex.Shape.Channels);
        double height = Math.Max(HeightOf(vertex.Shape), text.Lines.Count * LineHeight);
        double label = (width / 2) + LabelGap + text.Lines.Select((l, i) => TextWidth.Of(l, LabelSize, isBold: i == 0)).DefaultIfEmpty(0).Max();
        double shape = text.Shape.Length == 0 ? 0 : LabelGap + TextWidth.Of(text.Shape, ShapeSize);
        return new Cell(CellKind.Leaf, item: vertex)
        {
            BoxWidth = width,
            BoxHeight = height,
            Left = width / 2,
            Right = Math.Max(label, shape),
            Height = height + (text.Shape.Length == 0 ? 0 : LineHeight),
        };
    }

    /// <summary>A cell for a frame: the title stands left of the trunk, the figures right of it.</summary>
    public Cell FrameCell(GraphFrame frame, FrameLayout inner)
    {
        (string title, string figures) = FrameText.Of(frame);
        double stack = frame.Repeat > 1 ? 2 * StackStep : 0;
        return new Cell(CellKind.Frame, item: frame)
        {
            Inner = inner,
            Left = Math.Max(inner.Left + FramePadding, TextWidth.Of(title, TitleSize, isBold: true) + 16),
            Right = Math.Max(inner.Right + FramePadding, TextWidth.Of(figures, ShapeSize) + 16) + stack,
            BoxHeight = inner.Height,
            Height = inner.Height + stack,
        };
    }

    private static double ShapeHeight(GraphVertex vertex, IReadOnlyList<GraphVertex> sources) =>
        VertexText.Of(vertex, sources, GraphLevel.Block).Shape.Length == 0 ? 0 : LineHeight;
}
