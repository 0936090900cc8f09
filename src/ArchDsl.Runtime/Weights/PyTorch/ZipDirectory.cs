using System.Buffers.Binary;
using System.Text;

namespace ArchDsl.Runtime.Weights.PyTorch;

/// <summary>
/// The entries of a zip archive, for reading where they lie: PyTorch stores its entries without compression, so that a tensor
/// is read from the file itself. Compressed and encrypted entries are refused when they are asked for.
/// </summary>
internal sealed class ZipDirectory
{
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int Zip64EndLength = 56;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const int LongestComment = ushort.MaxValue;
    private const int MaxLength = 32_000_000;

    private readonly ByteSource _source;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private ZipDirectory(ByteSource source) => _source = source;

    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>Reads the list of entries at the end of the archive.</summary>
    /// <exception cref="WeightsException">It is damaged.</exception>
    public static ZipDirectory Read(ByteSource source)
    {
        var directory = new ZipDirectory(source);
        (long offset, long length) = directory.Find();
        byte[] list = new byte[length];
        source.Read(offset, list);
        ReadOnlySpan<byte> rest = list;
        while (!rest.IsEmpty)
        {
            rest = directory.Add(rest);
        }

        return directory;
    }

    /// <summary>Where an entry's bytes lie; null where there is no such entry.</summary>
    /// <exception cref="WeightsException">It is compressed, encrypted or outside the file.</exception>
    public (long Offset, long Length)? Locate(string name)
    {
        if (!_entries.TryGetValue(name, out Entry? entry))
        {
            return null;
        }

        if (entry.Method != 0 || (entry.Flags & 1) != 0)
        {
            throw new InvalidHeaderException(_source.Name, $"the entry {WeightsException.Quote(name)} is {(entry.Method != 0 ? "compressed" : "encrypted")}; PyTorch stores its entries as they are");
        }

        Span<byte> local = stackalloc byte[LocalLength];
        Take(entry.Header, local, $"the entry {WeightsException.Quote(name)}");
        if (!local.StartsWith("PK\u0003\u0004"u8))
        {
            throw new InvalidHeaderException(_source.Name, $"the entry {WeightsException.Quote(name)} has no header at {entry.Header}");
        }

        long offset = entry.Header + LocalLength + ReadUInt16(local, 26) + ReadUInt16(local, 28);
        return offset <= _source.Length - entry.Length
            ? (offset, entry.Length)
            : throw new TruncatedFileException(_source.Name, $"the entry {WeightsException.Quote(name)} at {offset} needs {entry.Length} bytes, but the file has {_source.Length}");
    }

    private (long Offset, long Length) Find()
    {
        byte[] tail = new byte[Math.Min(_source.Length, EndLength + LongestComment)];
        long tailStart = _source.Length - tail.Length;
        _source.Read(tailStart, tail);
        int end = tail.Length - EndLength;
        while (end >= 0 && !(tail.AsSpan(end).StartsWith("PK\u0005\u0006"u8) && end + EndLength + ReadUInt16(tail, end + 20) == tail.Length))
        {
            end--;
        }

        if (end < 0)
        {
            throw new TruncatedFileException(_source.Name, "a zip archive without its list of entries: the file is cut off");
        }

        long length = ReadUInt32(tail, end + 12);
        long offset = ReadUInt32(tail, end + 16);
        if (offset == uint.MaxValue || length == uint.MaxValue || ReadUInt16(tail, end + 10) == ushort.MaxValue)
        {
            (offset, length) = FindZip64(tailStart + end, offset, length);
        }

        if (length > MaxLength)
        {
            throw new HeaderTooLargeException(_source.Name, $"a list of entries of {length} bytes is announced; at most {MaxLength} are allowed");
        }

        return offset >= 0 && length >= 0 && offset <= _source.Length - length
            ? (offset, length)
            : throw new TruncatedFileException(_source.Name, $"the list of entries at {offset} needs {length} bytes, but the file has {_source.Length}");
    }

    private (long Offset, long Length) FindZip64(long end, long offset, long length)
    {
        Span<byte> record = stackalloc byte[Zip64EndLength];
        Span<byte> locator = record[..LocatorLength];
        if (end < LocatorLength)
        {
            return (offset, length);
        }

        _source.Read(end - LocatorLength, locator);
        if (!locator.StartsWith("PK\u0006\u0007"u8))
        {
            return (offset, length);
        }

        Take(BinaryPrimitives.ReadInt64LittleEndian(locator[8..]), record, "the end of the list of entries");
        return record.StartsWith("PK\u0006\u0006"u8)
            ? (BinaryPrimitives.ReadInt64LittleEndian(record[48..]), BinaryPrimitives.ReadInt64LittleEndian(record[40..]))
            : throw new InvalidHeaderException(_source.Name, "the end of the list of entries is not where the archive says");
    }

    private ReadOnlySpan<byte> Add(ReadOnlySpan<byte> list)
    {
        if (list.Length < EntryLength || !list.StartsWith("PK\u0001\u0002"u8))
        {
            throw new InvalidHeaderException(_source.Name, "the list of entries is damaged");
        }

        int nameLength = ReadUInt16(list, 28);
        int extraLength = ReadUInt16(list, 30);
        int length = EntryLength + nameLength + extraLength + ReadUInt16(list, 32);
        if (list.Length < length)
        {
            throw new TruncatedFileException(_source.Name, "the list of entries is cut off");
        }

        string name = Encoding.UTF8.GetString(list.Slice(EntryLength, nameLength));
        long size = ReadUInt32(list, 24);
        long header = ReadUInt32(list, 42);
        long packed = ReadUInt32(list, 20);
        ReadZip64(list.Slice(EntryLength + nameLength, extraLength), ref size, ref packed, ref header);
        if (size < 0 || header < 0 || header > _source.Length)
        {
            throw new InvalidHeaderException(_source.Name, $"the entry {WeightsException.Quote(name)} lies outside the file");
        }

        return _entries.TryAdd(name, new Entry(ReadUInt16(list, 8), ReadUInt16(list, 10), header, size))
            ? list[length..]
            : throw new DuplicateKeyException(_source.Name, name);
    }

    // The numbers that do not fit into 32 bits follow in a field of their own, in this order.
    private static void ReadZip64(ReadOnlySpan<byte> extra, ref long size, ref long packed, ref long header)
    {
        while (extra.Length >= 4)
        {
            int length = Math.Min(ReadUInt16(extra, 2), extra.Length - 4);
            if (ReadUInt16(extra, 0) == 1)
            {
                ReadOnlySpan<byte> numbers = extra.Slice(4, length);
                size = Wide(size, ref numbers);
                packed = Wide(packed, ref numbers);
                header = Wide(header, ref numbers);
                return;
            }

            extra = extra[(4 + length)..];
        }
    }

    private static long Wide(long value, ref ReadOnlySpan<byte> numbers)
    {
        if (value != uint.MaxValue || numbers.Length < sizeof(long))
        {
            return value;
        }

        value = BinaryPrimitives.ReadInt64LittleEndian(numbers);
        numbers = numbers[sizeof(long)..];
        return value;
    }

    private void Take(long offset, Span<byte> destination, string what)
    {
        if (offset < 0 || offset > _source.Length - destination.Length)
        {
            throw new TruncatedFileException(_source.Name, $"{what} at {offset} lies outside the file of {_source.Length} bytes");
        }

        _source.Read(offset, destination);
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private sealed record Entry(int Flags, int Method, long Header, long Length);
}
