using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Graphs;

/// <summary>What a drawing is made of: a vertex or a frame around some.</summary>
internal abstract record GraphItem(string Id, string Name)
{
    /// <summary>How many times it stands there, one behind the other; what it costs is the sum.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>All vertices of it, at any depth, in order.</summary>
    public abstract IEnumerable<GraphVertex> Vertices { get; }

    /// <summary>What is written on it.</summary>
    public abstract string Label { get; }

    // conv3 says that it is a conv; what has a name of its own says both.
    protected string Describe(string definition, string details = "") =>
        Name.Length == 0 ? definition + details
        : Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == definition ? Name + details
        : $"{Name}: {definition}{details}";
}

/// <summary>What kind of thing a vertex is, to give it its colour.</summary>
internal enum VertexKind
{
    /// <summary>An input or output of the network.</summary>
    Port,

    /// <summary>A layer with weights that are no norm's alone.</summary>
    Weighted,

    /// <summary>A pool.</summary>
    Pool,

    /// <summary>Where tensors meet.</summary>
    Join,

    /// <summary>Anything else: activations, norms, resizing.</summary>
    Other,
}

/// <summary>A layer with its norm and activation, a join, an input or an output.</summary>
/// <param name="Id">A name that every drawing language takes.</param>
/// <param name="Name">The last segment of its path.</param>
/// <param name="Op">What it is: <c>conv</c>, <c>concat</c>.</param>
/// <param name="Details">Its kernel, stride and groups, <c> 3x3 /2</c>, after a blank.</param>
/// <param name="Path">Its whole path.</param>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Shape">The shape that comes out.</param>
/// <param name="Costs">What it costs.</param>
internal sealed record GraphVertex(string Id, string Name, string Op, string Details, string Path, VertexKind Kind, Shape Shape, Costs Costs) : GraphItem(Id, Name)
{
    /// <summary>Of a repeated concat that grows, the shape it has the first time.</summary>
    public Shape? FirstShape { get; init; }

    /// <summary>Of a whole stage, what stands in it: <c>conv 3x3 /2 · bottleneck ×3</c>.</summary>
    public string Contents { get; init; } = "";

    /// <inheritdoc/>
    public override IEnumerable<GraphVertex> Vertices => [this];

    /// <inheritdoc/>
    public override string Label => Kind == VertexKind.Port || Op is "stage" or "head" ? Name : Describe(Op, Details);
}

/// <summary>A stage, block or named group with what stands in it.</summary>
/// <param name="Id">A name that every drawing language takes.</param>
/// <param name="Name">The last segment of its path.</param>
/// <param name="Definition">What was called: <c>stage</c>, <c>osa</c>.</param>
/// <param name="Shape">The shape it ends in.</param>
/// <param name="Costs">What all in it costs.</param>
/// <param name="Items">What stands in it, in the order of execution.</param>
internal sealed record GraphFrame(string Id, string Name, string Definition, Shape Shape, Costs Costs, IReadOnlyList<GraphItem> Items) : GraphItem(Id, Name)
{
    /// <summary>Whether it is a stage or the head rather than a block within one.</summary>
    public bool IsStage => Definition is "stage" or "head";

    /// <inheritdoc/>
    public override string Label => IsStage ? Name : Describe(Definition);

    /// <inheritdoc/>
    public override IEnumerable<GraphVertex> Vertices => Items.SelectMany(i => i.Vertices);
}

/// <summary>A tensor that goes from one vertex to another.</summary>
internal sealed record GraphEdge(GraphVertex From, GraphVertex To);

/// <summary>A network as it is drawn: one vertex a layer, stage or operation, framed by stages and blocks.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Items">What stands outside any stage, and the stages, in the order of execution; the outputs last.</param>
/// <param name="Edges">In the order of their targets, each pair once.</param>
internal sealed record LayerGraph(string Name, IReadOnlyList<GraphItem> Items, IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>All vertices in order.</summary>
    public IEnumerable<GraphVertex> Vertices => Items.SelectMany(i => i.Vertices);

    /// <summary>Draws up a network.</summary>
    public static LayerGraph Of(Network network, GraphLevel level = GraphLevel.Block) => new LayerGraphBuilder(network, level).Build();
}
