using System.Buffers.Binary;

namespace ArchDsl.Runtime.Weights;

/// <summary>Reads and checks the frame of a safetensors file: length, header, and that tensors tile the data.</summary>
internal static class SafetensorsReader
{
    /// <summary>The format's own limit.</summary>
    public const int MaxHeaderLength = 100_000_000;

    public const int PrefixLength = sizeof(ulong);

    public static WeightTable Read(ByteSource source)
    {
        byte[] json = ReadHeader(source);
        WeightTable table = PlainSafetensorsHeader.TryRead(json) ?? SafetensorsHeader.Parse(source.Name, json);
        long dataStart = PrefixLength + json.Length;
        CheckTiling(source.Name, table.Entries, source.Length - dataStart);
        return table with { Entries = Arrays.Of(table.Entries.Count, i => table.Entries[i] with { Offset = table.Entries[i].Offset + dataStart }) };
    }

    private static byte[] ReadHeader(ByteSource source)
    {
        if (source.Length < PrefixLength)
        {
            throw new TruncatedFileException(source.Name, $"{source.Length} bytes are too few for a header");
        }

        Span<byte> prefix = stackalloc byte[PrefixLength];
        source.Read(0, prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxHeaderLength)
        {
            throw new HeaderTooLargeException(
                source.Name, $"a header of {length} bytes is announced; at most {MaxHeaderLength} are allowed");
        }

        if ((long)length > source.Length - PrefixLength)
        {
            throw new TruncatedFileException(
                source.Name, $"a header of {length} bytes is announced, but {source.Length - PrefixLength} follow");
        }

        byte[] json = new byte[length];
        source.Read(PrefixLength, json);
        return json;
    }

    private static void CheckTiling(string file, IReadOnlyList<WeightEntry> entries, long dataLength)
    {
        WeightEntry[] sorted = InOrderOfData(entries);
        WeightEntry? outside = Array.Find(sorted, entry => entry.Info.ByteLength > dataLength - entry.Offset);
        long end = 0;
        WeightEntry? previous = null;
        foreach (WeightEntry entry in sorted)
        {
            if (entry.Offset < end)
            {
                throw new OverlappingTensorsException(file, entry.Info.Key, previous!.Info.Key);
            }

            if (entry.Offset > end)
            {
                throw outside is null ? new UnclaimedBytesException(file, end, entry.Offset - end) : Outside(file, outside, dataLength);
            }

            if (entry.Info.ByteLength > long.MaxValue - end)
            {
                throw Outside(file, entry, dataLength);
            }

            end += entry.Info.ByteLength;
            previous = entry;
        }

        if (outside is not null)
        {
            throw new TruncatedFileException(
                file, $"the tensors take {end} bytes, but {dataLength} follow the header", outside.Info.Key);
        }

        if (end < dataLength)
        {
            throw new UnclaimedBytesException(file, end, dataLength - end);
        }
    }

    // Most files are in order already; the first use of a sort costs 2 ms.
    private static WeightEntry[] InOrderOfData(IReadOnlyList<WeightEntry> entries)
    {
        WeightEntry[] sorted = [.. entries];
        bool isSorted = true;
        for (int i = 1; i < sorted.Length && isSorted; i++)
        {
            isSorted = Compare(sorted[i - 1], sorted[i]) <= 0;
        }

        return isSorted ? sorted : [.. sorted.Order(Comparer<WeightEntry>.Create(Compare))];
    }

    private static int Compare(WeightEntry a, WeightEntry b) =>
        a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : a.Info.ByteLength.CompareTo(b.Info.ByteLength);

    private static InvalidOffsetException Outside(string file, WeightEntry entry, long dataLength) =>
        new(file, entry.Info.Key, $"lies at {entry.Offset}, {entry.Info.ByteLength} bytes long, outside the {dataLength} bytes of data");
}
