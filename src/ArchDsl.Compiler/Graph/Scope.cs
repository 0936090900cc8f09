using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>A node or a scope: what a scope holds, in the order of execution.</summary>
public interface IScopeMember
{
}

/// <summary>What a scope stands for.</summary>
public enum ScopeKind
{
    /// <summary>The whole network; its name is empty.</summary>
    Network,

    /// <summary>A <c>stage</c>.</summary>
    Stage,

    /// <summary>The <c>head</c>.</summary>
    Head,

    /// <summary>A call of a block.</summary>
    Block,

    /// <summary>A call of a trailing body that was handed to a block.</summary>
    Body,

    /// <summary>A built-in layer: <c>conv</c> with its norm and activation, <c>se</c>, <c>linear</c>…</summary>
    Layer,

    /// <summary>A built-in with bodies that was named with <c>as</c>.</summary>
    Group,
}

/// <summary>An argument of a block call as text, to name and document what is generated: <c>width</c>, <c>128</c>.</summary>
public sealed record ScopeArgument(string Name, string Text);

/// <summary>A named part of a network: its name is a segment of the weight keys and a property of the generated class.</summary>
public sealed class Scope : IScopeMember
{
    private readonly List<IScopeMember> _members = [];

    internal Scope(ScopeKind kind, string name, string definition, Scope? parent, EquatableArray<ScopeArgument> arguments, string? documentation, SourceLocation location)
    {
        Kind = kind;
        Name = name;
        Definition = definition;
        Parent = parent;
        Arguments = arguments;
        Documentation = documentation;
        Location = location;
        Path = parent is null || parent.Path.Length == 0 ? name : $"{parent.Path}.{name}";
        parent?._members.Add(this);
    }

    /// <summary>What it stands for.</summary>
    public ScopeKind Kind { get; }

    /// <summary>Its segment of the path: <c>osa2</c>, <c>proj</c>; unique within its parent.</summary>
    public string Name { get; }

    /// <summary>What was called: the block's name (<c>osa</c>) or the built-in (<c>conv</c>, <c>stage</c>).</summary>
    public string Definition { get; }

    /// <summary>The scope around it; null for the network.</summary>
    public Scope? Parent { get; }

    /// <summary>The arguments of a block call, defaults included.</summary>
    public EquatableArray<ScopeArgument> Arguments { get; }

    /// <summary>The <c>///</c> lines of the block or arch, joined with newlines.</summary>
    public string? Documentation { get; }

    /// <summary>The statement it came from.</summary>
    public SourceLocation Location { get; }

    /// <summary>The names from the network down, joined with dots; empty for the network.</summary>
    public string Path { get; }

    /// <summary>Nodes and scopes in the order of execution. All nodes of a scope stand together in <see cref="Network.Nodes"/>.</summary>
    public IReadOnlyList<IScopeMember> Members => _members;

    /// <summary>The nodes in here and in the scopes within, in the order of execution.</summary>
    public IEnumerable<Node> AllNodes => _members.SelectMany(m => m is Scope scope ? scope.AllNodes : [(Node)m]);

    /// <summary>The scopes directly within.</summary>
    public IEnumerable<Scope> Scopes => _members.OfType<Scope>();

    /// <summary>This scope and all within, parents first.</summary>
    public IEnumerable<Scope> SelfAndDescendants => Scopes.SelectMany(s => s.SelfAndDescendants).Prepend(this);

    internal void Add(Node node) => _members.Add(node);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Path}";
}
