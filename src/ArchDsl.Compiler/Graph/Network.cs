using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>A tensor that leaves the network, or a stage's result, under the user's name.</summary>
public sealed record NamedTensor(string Name, Node Node);

/// <summary>A <c>runtime</c> parameter: a constructor argument of the generated class.</summary>
public sealed record RuntimeParameter(string Name, long Default);

/// <summary>One weight tensor of the whole network under its key.</summary>
public sealed record NetworkWeight(string Key, WeightTensor Tensor, Node Node);

/// <summary>A checked network: typed operations on shaped tensors in a tree of named scopes.</summary>
public sealed class Network
{
    internal Network(
        string name,
        string? documentation,
        SourceLocation location,
        Scope root,
        IReadOnlyList<Node> nodes,
        IReadOnlyList<Node> inputs,
        IReadOnlyList<NamedTensor> outputs,
        bool namesOutputs,
        IReadOnlyList<NamedTensor> stages,
        IReadOnlyList<RuntimeParameter> runtimeParameters,
        IReadOnlyList<WeightDialect> dialects)
    {
        Name = name;
        Documentation = documentation;
        Location = location;
        Root = root;
        Nodes = nodes;
        Inputs = inputs;
        Outputs = outputs;
        NamesOutputs = namesOutputs;
        Stages = stages;
        RuntimeParameters = runtimeParameters;
        Dialects = dialects;
    }

    /// <summary>The name of the arch; the generated class has it.</summary>
    public string Name { get; }

    /// <summary>The <c>///</c> lines of the arch, joined with newlines.</summary>
    public string? Documentation { get; }

    /// <summary>The name in the declaration.</summary>
    public SourceLocation Location { get; }

    /// <summary>The scope of the whole network.</summary>
    public Scope Root { get; }

    /// <summary>All nodes in the order of execution; <see cref="Node.Id"/> is the index.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The nodes whose operation is <see cref="InputOperation"/>, in the order declared.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>What leaves the network. Without an <c>outputs</c> statement one tensor, named <c>output</c>.</summary>
    public IReadOnlyList<NamedTensor> Outputs { get; }

    /// <summary>Whether an <c>outputs</c> statement named them: then the result is a record, else a tensor.</summary>
    public bool NamesOutputs { get; }

    /// <summary>The stages and the head with the tensor each ends in, in order.</summary>
    public IReadOnlyList<NamedTensor> Stages { get; }

    /// <summary>The constructor arguments that are left.</summary>
    public IReadOnlyList<RuntimeParameter> RuntimeParameters { get; }

    /// <summary>How other projects name the weights, in the order declared; a copy's own stand where its original's stood.</summary>
    public IReadOnlyList<WeightDialect> Dialects { get; }

    /// <summary>Every weight tensor in the order of execution, buffers included.</summary>
    public IEnumerable<NetworkWeight> Weights =>
        Nodes.SelectMany(node => node.Operation.Weights.Select(w => new NetworkWeight(node.KeyOf(w), w, node)));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Nodes.Count} nodes";
}
