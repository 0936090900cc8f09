using System.Text;

namespace ArchDsl.Runtime.Weights;

/// <summary>
/// Reads what TorchSharp's <c>Module.save</c> writes: a count, then per tensor its key, type, rank, sizes and bytes,
/// numbers as LEB128.
/// </summary>
internal static class TorchSharpReader
{
    private const int MaxKeyLength = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static WeightTable Read(ByteSource source)
    {
        var cursor = new ByteCursor(source);
        long count = cursor.ReadVarint("the number of tensors");
        var entries = new List<WeightEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (long i = 0; i < count; i++)
        {
            string key = ReadKey(source.Name, cursor);
            if (!seen.Add(key))
            {
                throw new DuplicateKeyException(source.Name, key);
            }

            WeightInfo info = ReadInfo(source.Name, cursor, key);
            entries.Add(new WeightEntry(info, cursor.Position));
            cursor.Skip(info.ByteLength, $"{WeightsException.Quote(key)} of shape {info.Shape}", key);
        }

        return cursor.Remaining == 0
            ? new WeightTable(WeightsFormat.TorchSharp, entries, new Dictionary<string, string>())
            : throw new UnclaimedBytesException(source.Name, cursor.Position, cursor.Remaining);
    }

    /// <summary>Whether the content begins as such a file does: a count and a printable key.</summary>
    public static bool Recognizes(ByteSource source)
    {
        try
        {
            var cursor = new ByteCursor(source);
            return cursor.ReadVarint("") == 0 ? cursor.Remaining == 0 : !ReadKey(source.Name, cursor).Any(char.IsControl);
        }
        catch (WeightsException)
        {
            return false;
        }
    }

    private static string ReadKey(string file, ByteCursor cursor)
    {
        long length = cursor.ReadVarint("the length of a key");
        if (length > MaxKeyLength)
        {
            throw new HeaderTooLargeException(file, $"a key of {length} bytes is announced; at most {MaxKeyLength} are allowed");
        }

        try
        {
            return StrictUtf8.GetString(cursor.ReadBytes(length, "a key"));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidHeaderException(file, $"the key that ends at {cursor.Position} is not UTF-8", inner: e);
        }
    }

    private static WeightInfo ReadInfo(string file, ByteCursor cursor, string key)
    {
        long code = cursor.ReadVarint("a type");
        if (!WeightTypes.TryParseTorchSharp(code, out WeightType? type))
        {
            throw new UnsupportedTypeException(file, key, $"number {code}");
        }

        long rank = cursor.ReadVarint("a rank");
        if (rank > TensorShape.MaxRank)
        {
            throw new InvalidShapeException(file, key, $"has {rank} dimensions; at most {TensorShape.MaxRank} are allowed");
        }

        long[] dimensions = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            dimensions[i] = cursor.ReadVarint("a shape");
        }

        return TensorShape.TryCreate(dimensions, out TensorShape shape)
            && shape.ElementCount <= long.MaxValue / WeightTypes.SizeOf(type.Value)
            ? new WeightInfo(key, shape, type.Value)
            : throw new InvalidShapeException(file, key, $"has the impossible shape {TensorShape.Join(dimensions)}");
    }
}
