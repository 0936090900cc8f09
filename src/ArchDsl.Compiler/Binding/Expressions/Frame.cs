using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Names of parameters, lets and loop variables with their values; inner ones hide outer ones.</summary>
internal sealed class Scoped(Scoped? outer = null)
{
    private readonly Scoped? _outer = outer;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _outer is null ? _values.Keys : _values.Keys.Concat(_outer.Names);

    public Value? Find(string name) => _values.TryGetValue(name, out Value? value) ? value : _outer?.Find(name);

    public void Set(string name, Value value) => _values[name] = value;

    /// <summary>Whether a name was given further in than <paramref name="outer"/>.</summary>
    public bool IsSetWithin(string name, Scoped outer) =>
        !ReferenceEquals(this, outer) && (_values.ContainsKey(name) || _outer?.IsSetWithin(name, outer) == true);

    /// <summary>These names as they are now: a later <c>let</c> does not change the copy.</summary>
    public Scoped Copy()
    {
        var copy = new Scoped(_outer?.Copy());
        foreach (KeyValuePair<string, Value> value in _values)
        {
            copy.Set(value.Key, value.Value);
        }

        return copy;
    }
}

/// <summary>The tensors that have a name within one block call or arch.</summary>
internal sealed class TensorNames
{
    private readonly Dictionary<string, (Node Node, object Statement, SourceLocation At)> _names = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _names.Keys;

    public Node? Find(string name) => _names.TryGetValue(name, out var entry) ? entry.Node : null;

    /// <summary>Gives a tensor its name; the same statement may do so again in the next turn of a loop.</summary>
    /// <returns>Where another statement has the name already, or null.</returns>
    public SourceLocation? Set(string name, Node node, object statement, SourceLocation at)
    {
        if (_names.TryGetValue(name, out var entry) && !ReferenceEquals(entry.Statement, statement))
        {
            return entry.At;
        }

        _names[name] = (node, statement, at);
        return null;
    }
}

/// <summary>What <c>defaults</c> set: null where nothing was said.</summary>
/// <param name="Norm">The norm.</param>
/// <param name="Act">The activation.</param>
/// <param name="Order">The order.</param>
/// <param name="IsUncertain">Whether some <c>defaults</c> could not be read, so that what is null here may have been said.</param>
internal sealed record Defaults(NormValue? Norm = null, ActivationValue? Act = null, OrderValue? Order = null, bool IsUncertain = false);

/// <summary>What a body runs in: the flowing tensor and what its names mean.</summary>
internal sealed class Frame
{
    public required SourceFile File { get; init; }

    public required Scoped Values { get; set; }

    /// <summary>Null in a fn, where no tensors are.</summary>
    public TensorNames? Tensors { get; init; }

    /// <summary>The current tensor; null before the input.</summary>
    public Node? Current { get; set; }

    /// <summary>The channels where the innermost body of a block, stage or statement began.</summary>
    public Node? In { get; set; }

    public Defaults Defaults { get; set; } = new();

    /// <summary>What the enclosing aggregate or dense has kept; null outside.</summary>
    public KeptTensors? Kept { get; init; }

    /// <summary>What the enclosing <c>weights</c> collects; null outside.</summary>
    public RenameRules? Rules { get; init; }

    public BodyPlace Place { get; init; }

    /// <summary>How many block calls deep.</summary>
    public int Depth { get; init; }

    /// <summary>A frame for a body within this one.</summary>
    public Frame Inner(Scoped? values = null, KeptTensors? kept = null, BodyPlace? place = null, RenameRules? rules = null) => new()
    {
        File = File,
        Values = values ?? new Scoped(Values),
        Tensors = Tensors,
        Current = Current,
        In = Current,
        Defaults = Defaults,
        Kept = kept ?? Kept,
        Rules = rules ?? Rules,
        Place = place ?? Place,
        Depth = Depth,
    };
}

/// <summary>Where a body stands, which decides what may stand in it.</summary>
internal enum BodyPlace
{
    Block,
    Arch,
    Stage,
    Function,
    Weights,
}

/// <summary>What <c>keep</c> collects.</summary>
internal sealed class KeptTensors(bool isDense)
{
    public bool IsDense { get; } = isDense;

    public List<Node> Nodes { get; } = [];
}

/// <summary>What a block parameter stands for.</summary>
internal abstract record BlockTarget(string Name);

/// <summary>A declared block.</summary>
internal sealed record DeclaredBlock(Declaration Declaration) : BlockTarget(Declaration.Name);

/// <summary>A trailing body: it sees the names and defaults of where it is written.</summary>
internal sealed record BodyClosure(string Name, Syntax.BodySyntax Body, Frame Origin) : BlockTarget(Name);

/// <summary>A built-in statement handed over by its name.</summary>
internal sealed record BuiltinBlock(Builtin Builtin) : BlockTarget(Builtin.Name);

/// <summary>A block parameter that is <c>none</c>: its calls do nothing.</summary>
internal sealed record NoBlock() : BlockTarget("none")
{
    public static NoBlock Instance { get; } = new();
}
