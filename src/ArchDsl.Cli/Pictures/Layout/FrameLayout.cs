using ArchDsl.Cli.Graphs;

namespace ArchDsl.Cli.Pictures.Layout;

/// <summary>
/// What stands in one frame, in rows from the top: each cell below all that it reads. Frames within are cells with layouts of
/// their own, so nothing ever lies on anything else. Coordinates are from the frame's anchor and top.
/// </summary>
internal sealed class FrameLayout
{
    private const double BendMargin = 4;

    private readonly List<List<Cell>> _rows;

    /// <summary>Places cells that are linked already, in the order of execution, ports included.</summary>
    public FrameLayout(IReadOnlyList<Cell> cells)
    {
        _rows = Ranking.Of(cells, BendMargin);
        Ordering.Arrange(_rows);
        IReadOnlyList<Cell> trunk = Alignment.Trunk(_rows);
        Equalize(trunk);
        Alignment.Place(_rows, trunk);
        Routes = Routing.Of(_rows);
        Cell[] all = [.. Cells];
        Left = all.Max(c => c.Left - c.X);
        Right = all.Max(c => c.Right + c.X);
        Height = _rows[^1].Max(c => c.Y + Math.Max(c.Height, c.BoxHeight));
    }

    public IEnumerable<Cell> Cells => _rows.SelectMany(r => r);

    /// <summary>Every link with the points that its line runs through.</summary>
    public IReadOnlyList<Route> Routes { get; }

    /// <summary>How far the cells reach to the left of the anchor.</summary>
    public double Left { get; }

    /// <summary>How far they reach to the right of it.</summary>
    public double Right { get; }

    public double Height { get; }

    /// <summary>Where a tensor enters above, from the anchor.</summary>
    public double EntryOf(GraphVertex tensor) => PortOf(CellKind.In, tensor);

    /// <summary>Where a tensor leaves below.</summary>
    public double ExitOf(GraphVertex tensor) => PortOf(CellKind.Out, tensor);

    private double PortOf(CellKind kind, GraphVertex tensor) => Cells.First(c => c.Kind == kind && c.Tensor!.Id == tensor.Id).X;

    // Frames below each other are of one width.
    private static void Equalize(IReadOnlyList<Cell> trunk)
    {
        Cell[] frames = [.. trunk.Where(c => c.Kind == CellKind.Frame)];
        if (frames.Length < 2)
        {
            return;
        }

        (double left, double right) = (frames.Max(c => c.Left), frames.Max(c => c.Right));
        foreach (Cell frame in frames)
        {
            (frame.Left, frame.Right) = (left, right);
        }
    }
}
