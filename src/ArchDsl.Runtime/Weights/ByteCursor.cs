namespace ArchDsl.Runtime.Weights;

/// <summary>Reads a source from front to back through a small buffer.</summary>
internal sealed class ByteCursor(ByteSource source)
{
    private const int MaxVarintBytes = 9;

    private readonly byte[] _buffer = new byte[4096];
    private long _bufferStart;
    private int _bufferLength;

    public long Position { get; private set; }

    public long Remaining => source.Length - Position;

    public byte ReadByte(string what)
    {
        if (Remaining < 1)
        {
            throw Truncated(what, 1);
        }

        if (Position < _bufferStart || Position >= _bufferStart + _bufferLength)
        {
            _bufferStart = Position;
            _bufferLength = (int)Math.Min(_buffer.Length, Remaining);
            source.Read(_bufferStart, _buffer.AsSpan(0, _bufferLength));
        }

        return _buffer[Position++ - _bufferStart];
    }

    /// <summary>A number in 7-bit groups, least first (LEB128), not negative.</summary>
    public long ReadVarint(string what)
    {
        long value = 0;
        for (int i = 0; i < MaxVarintBytes; i++)
        {
            byte next = ReadByte(what);
            value |= (long)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new HeaderTooLargeException(source.Name, $"{what} at {Position - MaxVarintBytes} is larger than any length");
    }

    public byte[] ReadBytes(long count, string what)
    {
        if (count > Remaining)
        {
            throw Truncated(what, count);
        }

        byte[] bytes = new byte[count];
        source.Read(Position, bytes);
        Position += count;
        return bytes;
    }

    public void Skip(long count, string what, string key)
    {
        if (count > Remaining)
        {
            throw Truncated(what, count, key);
        }

        Position += count;
    }

    private TruncatedFileException Truncated(string what, long count, string? key = null) =>
        new(source.Name, $"{what} at {Position} needs {count} bytes, but {Remaining} are left", key);
}
