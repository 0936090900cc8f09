using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ArchDsl.Runtime.Weights.PyTorch;

/// <summary>
/// Reads a pickle as data. Python's pickles are programs for a small machine that may import and call anything; this one knows
/// the instructions that build numbers, texts, containers and tensors, and stops at any other. It neither recurses nor compares
/// by value, so its work and memory are bounded by the length of the pickle.
/// </summary>
internal sealed class Unpickler
{
    private const int MaxInstructions = 4_000_000;
    private const int NewestProtocol = 5;

    private static readonly object Mark = new();

    private readonly byte[] _bytes;
    private readonly PickleGlobals _globals;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _position;

    private Unpickler(string file, byte[] bytes)
    {
        _bytes = bytes;
        _globals = new PickleGlobals(file);
    }

    /// <summary>The value of a pickle.</summary>
    /// <exception cref="RefusedObjectException">It names something else than tensors and plain containers.</exception>
    /// <exception cref="InvalidHeaderException">It is damaged, or uses an instruction that PyTorch's checkpoints do not.</exception>
    public static object? Read(string file, byte[] bytes)
    {
        var unpickler = new Unpickler(file, bytes);
        for (int i = 0; i < MaxInstructions; i++)
        {
            byte instruction = unpickler.Take(1)[0];
            if (instruction == '.')
            {
                return unpickler.Pop();
            }

            unpickler.Run(instruction);
        }

        throw new HeaderTooLargeException(file, $"the checkpoint's pickle has more than {MaxInstructions} instructions");
    }

    private void Run(byte instruction)
    {
        switch (instruction)
        {
            case 0x80:
                CheckProtocol(Take(1)[0]);
                break;
            case 0x95: // frame: a length that only helps streams
                Take(8);
                break;
            case (byte)'(':
                Push(Mark);
                break;
            case (byte)'0':
                Pop();
                break;
            case (byte)'1':
                PopToMark();
                break;
            case (byte)'N':
                Push(null);
                break;
            case 0x88 or 0x89:
                Push(instruction == 0x88);
                break;
            case (byte)'K':
                Push((long)Take(1)[0]);
                break;
            case (byte)'M':
                Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                break;
            case (byte)'J':
                Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
                break;
            case 0x8a:
                PushLong(Take(Take(1)[0]));
                break;
            case (byte)'G':
                Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                break;
            case (byte)'X':
                Push(Text(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
                break;
            case 0x8c:
                Push(Text(Take(1)[0]));
                break;
            case (byte)'U':
                Push(Encoding.Latin1.GetString(Take(Take(1)[0])));
                break;
            default:
                RunContainer(instruction);
                break;
        }
    }

    private void RunContainer(byte instruction)
    {
        switch (instruction)
        {
            case (byte)')':
                Push(PickleTuple.Empty);
                break;
            case 0x85 or 0x86 or 0x87:
                Push(new PickleTuple(PopMany(instruction - 0x84)));
                break;
            case (byte)'t':
                Push(new PickleTuple(PopToMark()));
                break;
            case (byte)']':
                Push(new PickleList());
                break;
            case (byte)'a':
                Append([Pop()]);
                break;
            case (byte)'e':
                Append(PopToMark());
                break;
            case (byte)'}':
                Push(new PickleDict());
                break;
            case (byte)'s':
                SetItems(PopMany(2));
                break;
            case (byte)'u':
                SetItems(PopToMark());
                break;
            case (byte)'q':
                _memo[Take(1)[0]] = Peek();
                break;
            case (byte)'r':
                _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Peek();
                break;
            case 0x94:
                _memo[_memo.Count] = Peek();
                break;
            case (byte)'h':
                Push(Recall(Take(1)[0]));
                break;
            case (byte)'j':
                Push(Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
                break;
            default:
                RunObject(instruction);
                break;
        }
    }

    private void RunObject(byte instruction)
    {
        switch (instruction)
        {
            case (byte)'c':
                Push(_globals.Find(Line(), Line()));
                break;
            case 0x93:
                string name = PopText();
                Push(_globals.Find(PopText(), name));
                break;
            case (byte)'R':
                object? arguments = Pop();
                Push(_globals.Call(Pop(), arguments as PickleTuple ?? throw _globals.Malformed("a call without arguments")));
                break;
            case (byte)'Q':
                Push(_globals.Persistent(Pop()));
                break;
            case (byte)'b':
                // The attributes of an ordered dictionary: PyTorch keeps versions of modules there.
                Pop();
                if (Peek() is not (PickleDict or StoredTensor))
                {
                    throw _globals.Malformed("attributes are set on something that has none");
                }

                break;
            default:
                throw _globals.Malformed($"the instruction 0x{instruction:x2} at {_position - 1} builds no tensor and no plain container");
        }
    }

    private void CheckProtocol(byte protocol)
    {
        if (protocol > NewestProtocol)
        {
            throw _globals.Malformed($"protocol {protocol} is not known");
        }
    }

    private void PushLong(ReadOnlySpan<byte> bytes)
    {
        var number = new BigInteger(bytes);
        Push(number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number);
    }

    private void Append(object?[] items) =>
        (Peek() as PickleList ?? throw _globals.Malformed("something is appended to what is no list")).Items.AddRange(items);

    private void SetItems(object?[] items)
    {
        PickleDict target = Peek() as PickleDict ?? throw _globals.Malformed("items are set on what is no dictionary");
        if (items.Length % 2 != 0)
        {
            throw _globals.Malformed("a key without its value");
        }

        for (int i = 0; i < items.Length; i += 2)
        {
            target.Items.Add((items[i], items[i + 1]));
        }
    }

    private object? Recall(long index) => _memo.TryGetValue(index, out object? value) ? value : throw _globals.Malformed($"nothing was remembered as {index}");

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > _bytes.Length - _position)
        {
            throw _globals.Malformed($"it ends at {_bytes.Length} in the middle of an instruction");
        }

        ReadOnlySpan<byte> taken = _bytes.AsSpan(_position, (int)count);
        _position += (int)count;
        return taken;
    }

    private string Text(long length)
    {
        try
        {
            return Strict.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw _globals.Malformed("a text is not UTF-8");
        }
    }

    private static UTF8Encoding Strict { get; } = new(false, throwOnInvalidBytes: true);

    private string Line()
    {
        int length = _bytes.AsSpan(_position).IndexOf((byte)'\n');
        string line = Encoding.Latin1.GetString(Take(length < 0 ? long.MaxValue : length));
        Take(1);
        return line;
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > 0 && !ReferenceEquals(_stack[^1], Mark) ? _stack[^1] : throw _globals.Malformed("a value is missing");

    private object? Pop()
    {
        object? value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private string PopText() => Pop() as string ?? throw _globals.Malformed("a name is no text");

    private object?[] PopMany(int count)
    {
        object?[] items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        return items;
    }

    private object?[] PopToMark()
    {
        int mark = _stack.Count - 1;
        while (mark >= 0 && !ReferenceEquals(_stack[mark], Mark))
        {
            mark--;
        }

        if (mark < 0)
        {
            throw _globals.Malformed("a mark is missing");
        }

        object?[] items = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }
}
