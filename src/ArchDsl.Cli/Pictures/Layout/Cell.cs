using ArchDsl.Cli.Graphs;

namespace ArchDsl.Cli.Pictures.Layout;

/// <summary>What stands in a cell.</summary>
internal enum CellKind
{
    /// <summary>Where a tensor enters a frame from above.</summary>
    In,

    /// <summary>Where a tensor leaves a frame below.</summary>
    Out,

    /// <summary>A vertex.</summary>
    Leaf,

    /// <summary>A frame with a layout of its own.</summary>
    Frame,

    /// <summary>A tensor passing by.</summary>
    Bend,
}

/// <summary>A place in a layout. Coordinates are in pixels from the frame's anchor, the line its trunk runs down, and its top.</summary>
internal sealed class Cell(CellKind kind, GraphVertex? tensor = null, GraphItem? item = null)
{
    public CellKind Kind { get; } = kind;

    /// <summary>Of a port or bend, the vertex whose result runs through it.</summary>
    public GraphVertex? Tensor { get; } = tensor;

    /// <summary>Of a leaf or frame, what it shows.</summary>
    public GraphItem? Item { get; } = item;

    /// <summary>Of a frame, the layout within.</summary>
    public FrameLayout? Inner { get; init; }

    /// <summary>How far it reaches to the left of its anchor.</summary>
    public double Left { get; set; }

    /// <summary>How far it reaches to the right of its anchor, with what is written there.</summary>
    public double Right { get; set; }

    /// <summary>How far it reaches down, with what is written below.</summary>
    public double Height { get; set; }

    /// <summary>Of a leaf, the width of what is drawn, centred on the anchor.</summary>
    public double BoxWidth { get; init; }

    /// <summary>The height of what is drawn.</summary>
    public double BoxHeight { get; set; }

    /// <summary>The anchor.</summary>
    public double X { get; set; }

    /// <summary>The top.</summary>
    public double Y { get; set; }

    /// <summary>Its row, the first 0.</summary>
    public int Rank { get; set; }

    /// <summary>Its place in the row, from the left.</summary>
    public int Order { get; set; }

    /// <summary>What enters, in the order in which it is read.</summary>
    public List<Link> Ins { get; } = [];

    /// <summary>What leaves.</summary>
    public List<Link> Outs { get; } = [];

    /// <summary>Where the lower end of what is drawn lies.</summary>
    public double Bottom => Y + BoxHeight;

    /// <summary>Whether it is drawn as a small circle that lines enter from any side.</summary>
    public bool IsJunction => Item is GraphVertex { Kind: VertexKind.Join, Op: "add" or "multiply" or "max" or "partial_add" };
}

/// <summary>A tensor on its way from one cell to another.</summary>
internal sealed record Link(Cell From, Cell To, GraphVertex Tensor);
