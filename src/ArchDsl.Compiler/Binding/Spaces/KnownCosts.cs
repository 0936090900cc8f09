using System.Collections.Concurrent;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary>
/// What calls of blocks and whole loops cost. A block sees its arguments, the tensor that flows in and the defaults in force,
/// nothing else of the place it is called at; a loop also sees the names it reads. Two that agree in these cost the same.
/// </summary>
internal sealed class KnownCosts
{
    private const int MaxEntries = 500_000;

    private readonly ConcurrentDictionary<KnownCall, KnownCost> _entries = new();
    private readonly ConcurrentDictionary<KnownCall, Costs> _least = new();
    private readonly ConcurrentDictionary<ForSyntax, LoopReads> _reads = new();
    private int _count;

    public bool TryGet(KnownCall call, out KnownCost cost) => _entries.TryGetValue(call, out cost!);

    public void Add(KnownCall call, KnownCost cost)
    {
        if (Interlocked.Increment(ref _count) <= MaxEntries)
        {
            _entries.TryAdd(call, cost);
        }
    }

    /// <summary>What something costs at least that was left unfinished because it cost too much; null where nothing is known.</summary>
    public Costs? LeastOf(KnownCall call) => _least.TryGetValue(call, out Costs costs) ? costs : null;

    /// <summary>Remembers what was counted before it was left.</summary>
    public void AddLeast(KnownCall call, Costs costs)
    {
        if (Interlocked.Increment(ref _count) <= MaxEntries)
        {
            _least[call] = costs;
        }
    }

    /// <summary>What the lines of a loop read.</summary>
    public LoopReads ReadsOf(ForSyntax loop) => _reads.GetOrAdd(loop, LoopReads.Of);
}

/// <summary>What comes of a call or a loop.</summary>
/// <param name="Output">The shape that flows on.</param>
/// <param name="Costs">The costs of all in it.</param>
/// <param name="Nodes">Its operations.</param>
/// <param name="Steps">The statements it took.</param>
/// <param name="Work">The steps of computing values it took.</param>
/// <param name="Names">How many names each of a loop's <see cref="LoopReads.Statements"/> took around the loop.</param>
internal sealed record KnownCost(Shape Output, Costs Costs, int Nodes, int Steps, long Work, int[] Names);

/// <summary>All that a call of a block, or a loop, depends on.</summary>
internal sealed class KnownCall : IEquatable<KnownCall>
{
    private readonly object _what;
    private readonly Value?[] _values;
    private readonly Shape _input;
    private readonly int _in;
    private readonly Defaults _defaults;
    private readonly int _depth;
    private readonly bool _isCopyBody;
    private readonly int _hash;

    private KnownCall(object what, Value?[] values, Node input, int channels, Frame frame, bool isCopyBody)
    {
        (_what, _values, _input, _in, _defaults, _depth, _isCopyBody) = (what, values, input.Shape, channels, frame.Defaults, frame.Depth, isCopyBody);
        unchecked
        {
            int hash = (((what.GetHashCode() * 31) + input.Shape.GetHashCode()) * 31) + channels;
            foreach (Value? value in values)
            {
                hash = (hash * 31) + (value?.GetHashCode() ?? 0);
            }

            _hash = hash;
        }
    }

    /// <summary>A call; null where it depends on more: on a tensor or a trailing body it is handed, or on a runtime width.</summary>
    public static KnownCall? Of(Declaration block, BoundArguments bound, Frame inner, bool isCopyBody)
    {
        if (inner.Current is not { RuntimeWidth: null } current)
        {
            return null;
        }

        var values = new Value[bound.Signature.Parameters.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = bound[i];
            if (!IsClosed(values[i]))
            {
                return null;
            }
        }

        return new KnownCall(block, values, current, 0, inner, isCopyBody);
    }

    /// <summary>A loop; null where it depends on more: on named tensors, bodies or runtime widths.</summary>
    public static KnownCall? Of(ForSyntax loop, LoopReads reads, Frame frame, bool isCopyBody)
    {
        if (frame.Current is not { RuntimeWidth: null } current || frame.In is { RuntimeWidth: not null })
        {
            return null;
        }

        foreach (CallStatementSyntax statement in reads.Statements)
        {
            // A block's name, or a layer's: no parameter's.
            if (frame.Values.Find(statement.Name.Text) is not null)
            {
                return null;
            }
        }

        var values = new Value?[reads.Names.Count];
        for (int i = 0; i < values.Length; i++)
        {
            (string name, ExpressionSyntax? index) = reads.Names[i];
            values[i] = frame.Values.Find(name);
            if (index is not null && values[i] is ListValue list && Element(list, index, frame) is { } element)
            {
                values[i] = element;
            }

            if (values[i] is { } value ? !IsClosed(value) : frame.Tensors?.Find(name) is not null)
            {
                return null;
            }
        }

        return new KnownCall(loop, values, current, frame.In?.Shape.Channels ?? 0, frame, isCopyBody);
    }

    public bool Equals(KnownCall? other)
    {
        if (other is null || _hash != other._hash || _what != other._what || _input != other._input || _in != other._in || _depth != other._depth
            || _isCopyBody != other._isCopyBody || !(ReferenceEquals(_defaults, other._defaults) || _defaults == other._defaults))
        {
            return false;
        }

        for (int i = 0; i < _values.Length; i++)
        {
            if (!ReferenceEquals(_values[i], other._values[i]) && _values[i]?.Equals(other._values[i]) != true)
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as KnownCall);

    public override int GetHashCode() => _hash;

    // The element that a name or a number says; null where it says none, so that the whole list counts.
    private static Value? Element(ListValue list, ExpressionSyntax index, Frame frame)
    {
        Value? place = index is CallSyntax name ? frame.Values.Find(name.Name.Text) : null;
        return place is NumberValue { Number: { IsInteger: true, Sign: >= 0 } number } && number < list.Items.Count ? list.Items[(int)number.Numerator] : null;
    }

    private static bool IsClosed(Value value) => value switch
    {
        NumberValue number => number.Width is null,
        ListValue list => list.Items.All(IsClosed),
        BlockValue block => block.Target is not BodyClosure,
        TensorValue or MatchValue or ErrorValue => false,
        _ => true,
    };
}
