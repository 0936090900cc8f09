using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary>An instruction being decoded: the words of its opcode not yet accounted for, and its operands as slots.</summary>
internal sealed class Form
{
    private readonly Statement _statement;
    private readonly SlotTable _slots;
    private readonly List<string> _words;

    public Form(Statement statement, SlotTable slots)
    {
        _statement = statement;
        _slots = slots;
        _words = [.. statement.Opcode.Split('.')];
        Root = _words[0];
        _words.RemoveAt(0);
    }

    /// <summary>The opcode up to its first dot.</summary>
    public string Root { get; }

    public Scope Scope => _statement.Scope;

    public int Count => _statement.Operands.Count;

    public Operand this[int index] => index < Count ? _statement.Operands[index] : throw Error($"operand {index + 1} is missing");

    /// <summary>Takes a word of the opcode if it is there.</summary>
    public bool Take(string word) => _words.Remove(word);

    /// <summary>Takes whichever of some words is there.</summary>
    public string? TakeAny(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (_words.Remove(word))
            {
                return word;
            }
        }

        return null;
    }

    public void Ignore(params ReadOnlySpan<string> words)
    {
        while (TakeAny(words) is not null)
        {
        }
    }

    public void IgnoreFrom(string prefix) => _words.RemoveAll(w => w.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Takes the first type that the opcode still names.</summary>
    public PtxType Type()
    {
        int at = _words.FindIndex(w => PtxType.Find(w) is not null);
        if (at < 0)
        {
            throw Error("a type is missing in the opcode");
        }

        PtxType type = PtxType.Find(_words[at])!.Value;
        _words.RemoveAt(at);
        return type;
    }

    /// <summary>The instruction must have no words left and so many operands.</summary>
    public void Finish(int operands)
    {
        if (_words.Count > 0)
        {
            throw Error($"'.{_words[0]}' is not known here");
        }

        if (Count != operands)
        {
            throw Error($"{Count} operands instead of {operands}");
        }
    }

    /// <summary>The slot of a register that is written.</summary>
    public int Result(Operand operand, PtxType type, bool mayBeWider = false) =>
        operand is NameOperand { Name: "_" } ? _slots.Sink : Register(operand, type, mayBeWider).Slot;

    public int Result(int index, PtxType type) => Result(this[index], type);

    public int Source(int index, PtxType type) => Source(this[index], type);

    /// <summary>The slot of a register, number or variable that is read.</summary>
    public int Source(Operand operand, PtxType type, bool mayBeWider = false)
    {
        switch (operand)
        {
            case NumberOperand number:
                return _slots.Constant(Bits(number, type));
            case NameOperand name when _slots.Special(name.Name) is { } special:
                return PtxType.U32.Accepts(type) || type == PtxType.B32 ? special : throw Error($"{name.Name} is of 32 bits");
            case NameOperand name when Scope.Find(name.Name) is ArrayDeclaration array:
                return type.IsInteger && type.Width >= 32 ? _slots.Constant((ulong)array.Offset) : throw Error($"'{name.Name}' is an address");
            default:
                return Register(operand, type, mayBeWider).Slot;
        }
    }

    public RegisterDeclaration Register(Operand operand, PtxType type, bool mayBeWider = false)
    {
        if (operand is not NameOperand name || Scope.Find(name.Name) is not RegisterDeclaration register)
        {
            throw Error(operand is NameOperand { Name: var unknown } ? $"'{unknown}' is not a register" : "a register is needed");
        }

        PtxType likened = mayBeWider && register.Type.Width > type.Width ? register.Type with { Width = type.Width } : register.Type;
        return type.Accepts(likened) ? register : throw Error($"'{name.Name}' is of type {register.Type} where {type} is needed");
    }

    public int Constant(ulong bits) => _slots.Constant(bits);

    /// <summary>A number that must stand in the text.</summary>
    public int Integer(int index) =>
        this[index] is NumberOperand { Type.IsFloat: false } number ? checked((int)number.Bits) : throw Error($"operand {index + 1} must be an integer");

    public int Label(string name) => Scope.FindLabel(name) ?? throw Error($"there is no label '{name}'");

    public PtxSyntaxException Error(string message) => new(_statement.Line, $"'{_statement.Text}': {message}");

    private ulong Bits(NumberOperand number, PtxType type)
    {
        bool isFitting = number.Type.IsFloat ? type.IsFloat || (type.Kind == TypeKind.Bits && type.Width == number.Type.Width) : !type.IsFloat;
        if (!isFitting)
        {
            throw Error($"a number of the wrong kind for {type}");
        }

        return (number.Type.Width, type.Width) switch
        {
            (64, 32) when number.Type.IsFloat => BitConverter.SingleToUInt32Bits((float)BitConverter.UInt64BitsToDouble(number.Bits)),
            (_, 1) => number.Bits == 0 ? 0UL : 1UL,
            (_, 64) => number.Bits,
            _ => number.Bits & ((1UL << type.Width) - 1),
        };
    }
}
