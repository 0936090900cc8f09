using System.Collections.Concurrent;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Binding;

/// <summary>
/// What calls of blocks cost. A block sees its arguments, the tensor that flows in and the defaults in force, nothing else of
/// the place it is called at: two calls that agree in these cost the same.
/// </summary>
internal sealed class BlockCosts
{
    private const int MaxEntries = 200_000;

    private readonly ConcurrentDictionary<BlockCall, BlockCost> _entries = new();
    private int _count;

    public bool TryGet(BlockCall call, out BlockCost cost) => _entries.TryGetValue(call, out cost!);

    public void Add(BlockCall call, BlockCost cost)
    {
        if (Interlocked.Increment(ref _count) <= MaxEntries)
        {
            _entries.TryAdd(call, cost);
        }
    }
}

/// <summary>What comes of a block's call.</summary>
/// <param name="Output">The shape that flows on.</param>
/// <param name="Costs">The costs of all in it.</param>
/// <param name="Nodes">Its operations.</param>
/// <param name="Steps">The statements it took.</param>
/// <param name="Work">The steps of computing values it took.</param>
internal sealed record BlockCost(Shape Output, Costs Costs, int Nodes, int Steps, long Work);

/// <summary>All that a block's call depends on.</summary>
internal sealed class BlockCall : IEquatable<BlockCall>
{
    private readonly Declaration _block;
    private readonly Value[] _arguments;
    private readonly Shape _input;
    private readonly Defaults _defaults;
    private readonly int _depth;
    private readonly bool _isCopyBody;
    private readonly int _hash;

    private BlockCall(Declaration block, Value[] arguments, Shape input, Defaults defaults, int depth, bool isCopyBody)
    {
        (_block, _arguments, _input, _defaults, _depth, _isCopyBody) = (block, arguments, input, defaults, depth, isCopyBody);
        int hash = (block.GetHashCode() * 31) + input.GetHashCode();
        foreach (Value argument in arguments)
        {
            hash = unchecked((hash * 31) + argument.GetHashCode());
        }

        _hash = hash;
    }

    /// <summary>Null where it depends on more: on a tensor or a trailing body it is handed, or on a runtime width.</summary>
    public static BlockCall? Of(Declaration block, BoundArguments bound, Frame frame, bool isCopyBody)
    {
        IReadOnlyList<Parameter> parameters = bound.Signature.Parameters;
        if (frame.Current is not { RuntimeWidth: null } current)
        {
            return null;
        }

        var arguments = new Value[parameters.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = bound[parameters[i].Name];
            if (!IsClosed(arguments[i]))
            {
                return null;
            }
        }

        return new BlockCall(block, arguments, current.Shape, frame.Defaults, frame.Depth, isCopyBody);
    }

    public bool Equals(BlockCall? other) =>
        other is not null && _hash == other._hash && _block == other._block && _input == other._input && _depth == other._depth && _isCopyBody == other._isCopyBody
        && (ReferenceEquals(_defaults, other._defaults) || _defaults == other._defaults) && _arguments.AsEnumerable().SequenceEqual(other._arguments);

    public override bool Equals(object? obj) => Equals(obj as BlockCall);

    public override int GetHashCode() => _hash;

    private static bool IsClosed(Value value) => value switch
    {
        NumberValue number => number.Width is null,
        ListValue list => list.Items.All(IsClosed),
        BlockValue block => block.Target is not BodyClosure,
        TensorValue or MatchValue or ErrorValue => false,
        _ => true,
    };
}
