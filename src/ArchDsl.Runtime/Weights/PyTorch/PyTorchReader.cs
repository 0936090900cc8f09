using System.Text;

namespace ArchDsl.Runtime.Weights.PyTorch;

/// <summary>Reads what <c>torch.save</c> writes since PyTorch 1.6: a zip archive with a pickle of the structure and the storages beside it.</summary>
internal static class PyTorchReader
{
    private const int MaxPickleLength = 32_000_000;

    // Elements a tensor may have beyond those of its storage, which it then repeats.
    private const long MaxRepeated = 1 << 24;

    public static WeightTable Read(ByteSource source)
    {
        ZipDirectory directory = ZipDirectory.Read(source);
        string pickle = directory.Names.Where(name => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal)).MinBy(name => name.Length)
            ?? throw new UnknownFormatException(source.Name, "a zip archive, but no checkpoint of PyTorch: it holds no data.pkl");
        string folder = pickle[..^"data.pkl".Length];
        CheckByteOrder(source, directory, folder);
        object? checkpoint = Unpickler.Read(source.Name, ReadEntry(source, directory, pickle));
        var entries = new List<WeightEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string key, StoredTensor tensor) in StateDict.Find(source.Name, checkpoint))
        {
            if (!seen.Add(key))
            {
                throw new DuplicateKeyException(source.Name, key);
            }

            entries.Add(Entry(source.Name, key, tensor, directory, folder));
        }

        return new WeightTable(WeightsFormat.PyTorch, entries, new Dictionary<string, string>());
    }

    private static void CheckByteOrder(ByteSource source, ZipDirectory directory, string folder)
    {
        string name = folder + "byteorder";
        if (directory.Names.Contains(name) && Encoding.Latin1.GetString(ReadEntry(source, directory, name)) is not "little")
        {
            throw new UnknownFormatException(source.Name, "the checkpoint was saved on a big-endian machine");
        }
    }

    private static byte[] ReadEntry(ByteSource source, ZipDirectory directory, string name)
    {
        (long offset, long length) = directory.Locate(name)!.Value;
        if (length > MaxPickleLength)
        {
            throw new HeaderTooLargeException(source.Name, $"{WeightsException.Quote(name)} has {length} bytes; at most {MaxPickleLength} are allowed");
        }

        byte[] bytes = new byte[length];
        source.Read(offset, bytes);
        return bytes;
    }

    private static WeightEntry Entry(string file, string key, StoredTensor tensor, ZipDirectory directory, string folder)
    {
        if (tensor.Shape.Length != tensor.Strides.Length || !TensorShape.TryCreate(tensor.Shape, out TensorShape shape))
        {
            throw new InvalidShapeException(file, key, $"has the impossible shape {TensorShape.Join(tensor.Shape)}");
        }

        if (directory.Locate($"{folder}data/{tensor.Storage.Key}") is not var (offset, length))
        {
            throw new TruncatedFileException(file, $"the storage {WeightsException.Quote(tensor.Storage.Key)} of {WeightsException.Quote(key)} is not in the archive", key);
        }

        int size = WeightTypes.SizeOf(tensor.Storage.Type);
        long count = tensor.Storage.Count;
        if (count < 0 || count > length / size)
        {
            throw new TruncatedFileException(file, $"the storage {WeightsException.Quote(tensor.Storage.Key)} has {length} bytes, too few for {count} elements", key);
        }

        if (!Fits(shape, tensor, count))
        {
            throw new InvalidOffsetException(file, key, $"of shape {shape} reaches beyond the {count} elements of its storage");
        }

        if (shape.ElementCount > Math.Max(count, MaxRepeated))
        {
            throw new InvalidShapeException(file, key, $"of shape {shape} repeats the {count} elements of its storage");
        }

        bool isContiguous = IsContiguous(tensor);
        if (!isContiguous && count * size > Array.MaxLength)
        {
            throw new InvalidShapeException(file, key, $"of shape {shape} lies scattered in a storage of {count} elements, too large to gather; save a contiguous copy");
        }

        return new WeightEntry(new WeightInfo(key, shape, tensor.Storage.Type), offset + (tensor.Offset * size), isContiguous ? null : tensor.Strides);
    }

    // Whether the last element lies in the storage, without a sum that could pass 64 bits.
    private static bool Fits(TensorShape shape, StoredTensor tensor, long count)
    {
        if (tensor.Offset < 0 || tensor.Offset > count || tensor.Strides.Any(stride => stride < 0))
        {
            return false;
        }

        long left = count - tensor.Offset - 1;
        for (int i = 0; i < shape.Rank && shape.ElementCount > 0; i++)
        {
            long steps = shape[i] - 1;
            if (steps > 0 && tensor.Strides[i] > left / steps)
            {
                return false;
            }

            left -= steps * tensor.Strides[i];
        }

        return shape.ElementCount == 0 || left >= 0;
    }

    private static bool IsContiguous(StoredTensor tensor)
    {
        long expected = 1;
        for (int i = tensor.Shape.Length - 1; i >= 0; i--)
        {
            if (tensor.Shape[i] != 1 && tensor.Strides[i] != expected)
            {
                return tensor.Shape.Contains(0);
            }

            expected *= tensor.Shape[i];
        }

        return true;
    }
}
