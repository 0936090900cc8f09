using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using ArchDsl.Runtime.Weights.PyTorch;

namespace ArchDsl.Runtime.Weights;

/// <summary>
/// A file of weights, checked whole when opened and read tensor by tensor on demand. Reading is safe from several
/// threads at once.
/// </summary>
public sealed class WeightsFile : IWeightSource, IDisposable
{
    private const int ChunkBytes = 1 << 16;

    private readonly ByteSource _source;
    private readonly Dictionary<string, WeightEntry> _entries;

    private WeightsFile(ByteSource source)
    {
        _source = source;
        WeightTable table = FormatDetection.Detect(source) switch
        {
            WeightsFormat.Safetensors => SafetensorsReader.Read(source),
            WeightsFormat.PyTorch => PyTorchReader.Read(source),
            _ => TorchSharpReader.Read(source),
        };
        Format = table.Format;
        Metadata = table.Metadata;
        var keys = new List<string>(table.Entries.Count);
        _entries = new Dictionary<string, WeightEntry>(table.Entries.Count, StringComparer.Ordinal);
        foreach (WeightEntry entry in table.Entries)
        {
            keys.Add(entry.Info.Key);
            _entries.Add(entry.Info.Key, entry);
        }

        Keys = keys.AsReadOnly();
    }

    /// <inheritdoc/>
    public string Name => _source.Name;

    /// <summary>The format found in the content; the file's name plays no part.</summary>
    public WeightsFormat Format { get; }

    /// <summary>The file's notes about itself: safetensors' <c>__metadata__</c>, else empty.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>How many tensors there are.</summary>
    public int Count => Keys.Count;

    /// <summary>A tensor's shape and type.</summary>
    /// <param name="key">The full key.</param>
    /// <exception cref="MissingKeyException">There is no such tensor.</exception>
    public WeightInfo this[string key] => Find(key).Info;

    /// <summary>Opens a safetensors file, a PyTorch checkpoint or what TorchSharp's <c>Module.save</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What messages call it; null for the path.</param>
    /// <exception cref="WeightsException">The content is not a well-formed file of any of these formats.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static WeightsFile Open(string path, string? name = null) => Open(new FileSource(path, name ?? path));

    /// <summary>Reads the content of such a file from memory, which must not change afterwards.</summary>
    /// <param name="content">All bytes of the file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="WeightsException">The content is not a well-formed file of any of these formats.</exception>
    public static WeightsFile Parse(ReadOnlyMemory<byte> content, string name = "weights") => Open(new MemorySource(name, content));

    /// <inheritdoc/>
    public bool TryGetInfo(string key, [NotNullWhen(true)] out WeightInfo? info)
    {
        info = _entries.TryGetValue(key, out WeightEntry? entry) ? entry.Info : null;
        return info is not null;
    }

    /// <inheritdoc/>
    /// <exception cref="TruncatedFileException">The file became shorter since it was opened.</exception>
    public void ReadFloats(string key, Span<float> destination)
    {
        WeightEntry entry = Find(key);
        CheckLength(entry.Info, destination.Length, entry.Info.Shape.ElementCount);
        ReadFloats(entry, 0, destination);
    }

    /// <summary>Reads a tensor's values in row-major order, converted to single precision.</summary>
    /// <param name="key">The full key.</param>
    /// <exception cref="MissingKeyException">There is no such tensor.</exception>
    /// <exception cref="TruncatedFileException">The file became shorter since it was opened.</exception>
    /// <exception cref="OutOfMemoryException">The tensor has more elements than an array can hold.</exception>
    public float[] ReadFloats(string key)
    {
        float[] values = new float[Find(key).Info.Shape.ElementCount];
        ReadFloats(key, values);
        return values;
    }

    /// <summary>Reads a tensor's bytes as they are stored: little-endian, row-major.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="destination">As many bytes as <see cref="WeightInfo.ByteLength"/> says.</param>
    /// <exception cref="MissingKeyException">There is no such tensor.</exception>
    /// <exception cref="ArgumentException">The destination's length is not the tensor's.</exception>
    /// <exception cref="TruncatedFileException">The file became shorter since it was opened.</exception>
    public void ReadBytes(string key, Span<byte> destination)
    {
        WeightEntry entry = Find(key);
        CheckLength(entry.Info, destination.Length, entry.Info.ByteLength);
        if (entry.Strides is null)
        {
            _source.Read(entry.Offset, destination);
        }
        else
        {
            StridedReader.Read(_source, entry, destination);
        }
    }

    /// <summary>Whether a tensor's values lie one behind the other, to be read in pieces.</summary>
    internal bool IsRowMajor(string key) => Find(key).Strides is null;

    /// <summary>Reads some of a tensor's values, from number <paramref name="first"/> in row-major order on.</summary>
    internal void ReadFloats(string key, int first, Span<float> destination) => ReadFloats(Find(key), first, destination);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _source.Dispose();

    private static WeightsFile Open(ByteSource source)
    {
        try
        {
            return new WeightsFile(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static void CheckLength(WeightInfo info, int length, long needed)
    {
        if (length != needed)
        {
            throw new ArgumentException(
                $"'{info.Key}' of shape {info.Shape} needs a destination of {needed}, not {length}", "destination");
        }
    }

    private void ReadFloats(WeightEntry entry, int first, Span<float> destination)
    {
        int size = WeightTypes.SizeOf(entry.Info.Type);
        if (entry.Strides is not null)
        {
            FloatConversion.ToFloats(entry.Info.Type, Gather(entry).AsSpan(first * size, destination.Length * size), destination);
        }
        else if (entry.Info.Type == WeightType.Float32 && BitConverter.IsLittleEndian)
        {
            _source.Read(entry.Offset + ((long)first * size), MemoryMarshal.AsBytes(destination));
        }
        else
        {
            ReadConverted(entry.Info.Type, entry.Offset + ((long)first * size), destination);
        }
    }

    private byte[] Gather(WeightEntry entry)
    {
        byte[] bytes = new byte[entry.Info.ByteLength];
        StridedReader.Read(_source, entry, bytes);
        return bytes;
    }

    private void ReadConverted(WeightType type, long offset, Span<float> destination)
    {
        int size = WeightTypes.SizeOf(type);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (!destination.IsEmpty)
            {
                int count = Math.Min(destination.Length, ChunkBytes / size);
                Span<byte> chunk = buffer.AsSpan(0, count * size);
                _source.Read(offset, chunk);
                FloatConversion.ToFloats(type, chunk, destination[..count]);
                destination = destination[count..];
                offset += chunk.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private WeightEntry Find(string key) => _entries.TryGetValue(key, out WeightEntry? entry)
        ? entry
        : throw new MissingKeyException(key, shape: null, KeySuggestion.Nearest(key, Keys));
}
