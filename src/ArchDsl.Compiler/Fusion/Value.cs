using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion;

/// <summary>A tensor between steps: who writes it and who reads it.</summary>
internal sealed class Value
{
    public Value(Node node, Shape shape, WidthExpression? runtimeWidth, bool isPartial = false)
    {
        Node = node;
        Shape = shape;
        RuntimeWidth = runtimeWidth;
        IsPartial = isPartial;
    }

    /// <summary>The node it is, or is made for.</summary>
    public Node Node { get; }

    public Shape Shape { get; }

    public WidthExpression? RuntimeWidth { get; }

    /// <summary>Channel sums, kept apart for each worker, that a convolution leaves as it writes its map.</summary>
    public bool IsPartial { get; }

    /// <summary>Null for an input of the network.</summary>
    public FusionStep? Producer { get; set; }

    public List<FusionStep> Readers { get; } = [];

    /// <summary>How many of the network's outputs it is.</summary>
    public int OutputCount { get; set; }

    /// <summary>The one step that reads it, where there is just one and it is no output.</summary>
    public FusionStep? SoleReader => Readers.Count == 1 && OutputCount == 0 ? Readers[0] : null;

    public override string ToString() => $"%{Node.Id}";
}
