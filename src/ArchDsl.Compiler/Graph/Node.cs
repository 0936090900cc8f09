using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>One operation applied to tensors; it is also the tensor that comes out.</summary>
public sealed class Node : IScopeMember
{
    internal Node(int id, Operation operation, IReadOnlyList<Node> inputs, Shape shape, bool isFlat, WidthExpression? runtimeWidth, Scope scope, string localName, SourceLocation location)
    {
        Id = id;
        Operation = operation;
        Inputs = inputs;
        Shape = shape;
        IsFlat = isFlat;
        RuntimeWidth = runtimeWidth;
        Scope = scope;
        LocalName = localName;
        Location = location;
    }

    /// <summary>Its place in <see cref="Network.Nodes"/>, which is in the order of execution.</summary>
    public int Id { get; }

    /// <summary>What it computes.</summary>
    public Operation Operation { get; }

    /// <summary>The tensors that go in, in the operation's order.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>The shape that comes out, without batch; a vector is C×1×1.</summary>
    public Shape Shape { get; }

    /// <summary>Whether an N×C matrix comes out (of a linear layer, or pointwise from one) rather than N×C×1×1.</summary>
    public bool IsFlat { get; }

    /// <summary>Where a runtime parameter decides the channels, how; <see cref="Shape"/> then holds the default.</summary>
    public WidthExpression? RuntimeWidth { get; }

    /// <summary>The innermost named scope it stands in.</summary>
    public Scope Scope { get; }

    /// <summary>Its module's name within the scope; empty where the scope itself is the module (<c>head.fc.weight</c>).</summary>
    public string LocalName { get; }

    /// <summary>The path of names down to its module, without the weight: <c>c3.osa2.conv1.conv</c>.</summary>
    public string ModulePath => LocalName.Length == 0 ? Scope.Path : Scope.Path.Length == 0 ? LocalName : $"{Scope.Path}.{LocalName}";

    /// <summary>The statement it came from.</summary>
    public SourceLocation Location { get; }

    /// <summary>The shapes of the inputs.</summary>
    public IReadOnlyList<Shape> InputShapes => Inputs.Select(input => input.Shape).ToArray();

    /// <summary>Its multiply-accumulates for one sample.</summary>
    public long Macs => Operation.Macs(InputShapes, Shape);

    /// <summary>The full key of one of its weight tensors.</summary>
    public string KeyOf(WeightTensor weight) => $"{ModulePath}.{weight.Suffix}";

    /// <inheritdoc/>
    public override string ToString() => $"%{Id} = {Operation.Name}({string.Join(", ", Inputs.Select(i => "%" + i.Id))}) : {Shape}";
}
