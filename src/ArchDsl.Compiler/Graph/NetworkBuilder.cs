using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>Adds nodes one behind the other, inferring each shape; the only way a <see cref="Network"/> comes to be.</summary>
public sealed class NetworkBuilder
{
    private readonly List<Node> _nodes = [];
    private readonly List<NamedTensor> _stages = [];
    private readonly Stack<Scope> _scopes = new();

    /// <summary>Starts an empty network.</summary>
    public NetworkBuilder(string name, string? documentation = null, SourceLocation? location = null)
    {
        Name = name;
        Documentation = documentation;
        Location = location ?? SourceLocation.None;
        _scopes.Push(new Scope(ScopeKind.Network, "", "arch", null, default, documentation, Location));
    }

    /// <summary>The name of the arch.</summary>
    public string Name { get; }

    /// <summary>The scope that nodes are added to.</summary>
    public Scope Scope => _scopes.Peek();

    /// <summary>How many nodes there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>The nodes added so far.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    private string? Documentation { get; }

    private SourceLocation Location { get; }

    /// <summary>Opens a scope within the current one; <see cref="Close"/> ends it.</summary>
    public Scope Open(ScopeKind kind, string name, string definition, SourceLocation? location = null, EquatableArray<ScopeArgument> arguments = default, string? documentation = null)
    {
        var scope = new Scope(kind, name, definition, Scope, arguments, documentation, location ?? SourceLocation.None);
        _scopes.Push(scope);
        return scope;
    }

    /// <summary>Ends the current scope.</summary>
    public void Close() => _scopes.Pop();

    /// <summary>What adding this operation would give.</summary>
    public ShapeResult Infer(Operation operation, params Node[] inputs) =>
        operation.Infer(inputs.Select(i => i.Shape).ToArray());

    /// <summary>Adds a node.</summary>
    /// <exception cref="InvalidOperationException">The shapes do not fit; ask <see cref="Infer"/> first.</exception>
    public Node Add(Operation operation, IReadOnlyList<Node> inputs, string localName = "", SourceLocation? location = null, WidthExpression? runtimeWidth = null)
    {
        ShapeResult result = operation.Infer(inputs.Select(i => i.Shape).ToArray());
        if (result.Problem is not null)
        {
            throw new InvalidOperationException($"{operation.Name}: {result.Problem}");
        }

        bool isFlat = operation switch
        {
            LinearOperation => true,
            InputOperation => false,
            _ => operation.KeepsChannels && inputs.Count > 0 && inputs.All(i => i.IsFlat),
        };
        var node = new Node(_nodes.Count, operation, inputs.ToArray(), result.Shape, isFlat, runtimeWidth ?? RuntimeWidthOf(operation, inputs), Scope, localName, location ?? SourceLocation.None);
        _nodes.Add(node);
        Scope.Add(node);
        return node;
    }

    /// <summary>Names a stage's result.</summary>
    public void AddStage(string name, Node result) => _stages.Add(new NamedTensor(name, result));

    /// <summary>Ends the network.</summary>
    public Network Build(IReadOnlyList<NamedTensor> outputs, bool namesOutputs, IReadOnlyList<RuntimeParameter>? runtimeParameters = null, IReadOnlyList<WeightDialect>? dialects = null)
    {
        Scope root = _scopes.Last();
        Node[] inputs = _nodes.Where(n => n.Operation is InputOperation).ToArray();
        return new Network(Name, Documentation, Location, root, _nodes.ToArray(), inputs, outputs, namesOutputs, _stages.ToArray(), runtimeParameters ?? [], dialects ?? []);
    }

    // What keeps the channels passes a runtime width on; a concat adds widths up. The binder refuses the rest.
    private static WidthExpression? RuntimeWidthOf(Operation operation, IReadOnlyList<Node> inputs)
    {
        if (inputs.All(i => i.RuntimeWidth is null))
        {
            return null;
        }

        if (operation is ConcatOperation)
        {
            return inputs.Select(i => i.RuntimeWidth ?? new WidthExpression.Constant(i.Shape.Channels))
                .Aggregate((a, b) => new WidthExpression.Binary(a, '+', b));
        }

        return operation.KeepsChannels ? inputs.First(i => i.RuntimeWidth is not null).RuntimeWidth : null;
    }
}
