using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Pictures.Layout;

namespace ArchDsl.Cli.Pictures;

/// <summary>The columns of a drawing side by side, with the line that leads from the foot of each to the head of the next.</summary>
internal sealed class ColumnsDrawing
{
    private const double ColumnGap = 40;
    private const double TurnRoom = 10;

    private readonly PictureScale _scale;
    private readonly IReadOnlyList<FrameLayout> _columns;

    public ColumnsDrawing(LayerGraph graph, PictureScale scale, int columns)
    {
        _scale = scale;
        FrameLayout single = LayoutBuilder.Build(graph, scale);
        IReadOnlyList<IReadOnlyList<GraphItem>> items = ColumnBreaks.Of(graph, single, columns);
        _columns = items.Count == 1 ? [single] : LayoutBuilder.Build(graph, scale, items);
        double turns = _columns.Count == 1 ? 0 : TurnRoom;
        Width = _columns.Sum(c => c.Left + c.Right) + (ColumnGap * (_columns.Count - 1));
        Height = _columns.Max(c => c.Height) + (2 * turns);
    }

    public double Width { get; }

    public double Height { get; }

    public void Draw(SvgWriter svg, double x, double y)
    {
        double top = _columns.Count == 1 ? y : y + TurnRoom;
        for (int i = 0; i < _columns.Count; i++)
        {
            FrameLayout column = _columns[i];
            double anchor = x + column.Left;
            new LayoutDrawing(svg, _scale).Draw(column, anchor, top);
            double right = x + column.Left + column.Right;
            if (i + 1 < _columns.Count)
            {
                FrameLayout next = _columns[i + 1];
                GraphVertex tensor = column.Cells.First(c => c.Kind == CellKind.Out).Tensor!;
                double entry = right + ColumnGap + next.Left + next.EntryOf(tensor);
                Turn(svg, new Point(anchor + column.ExitOf(tensor), top + column.Height), right + (ColumnGap / 2), new Point(entry, top));
            }

            x = right + ColumnGap;
        }
    }

    private static void Turn(SvgWriter svg, Point from, double channel, Point to)
    {
        Point[] points =
        [
            from,
            new Point(from.X, from.Y + TurnRoom),
            new Point(channel, from.Y + TurnRoom),
            new Point(channel, to.Y - TurnRoom),
            new Point(to.X, to.Y - TurnRoom),
            to,
        ];
        svg.Leaf("path", ("class", "line"), ("d", RouteDrawing.PathOf(points)));
    }
}
