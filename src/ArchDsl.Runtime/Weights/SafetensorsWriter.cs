using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ArchDsl.Runtime.Weights;

/// <summary>Writes safetensors: the same tensors give the same bytes.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes a file, in one step: either the whole new file is there afterwards or the old one.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="tensors">The tensors, written in this order.</param>
    /// <param name="metadata">Notes about the file, written in the order of their names.</param>
    /// <exception cref="DuplicateKeyException">Two tensors have one key.</exception>
    /// <exception cref="HeaderTooLargeException">The header would pass the format's limit of 100 MB.</exception>
    /// <exception cref="ArgumentException">A key is <c>__metadata__</c>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(
        string path, IEnumerable<WeightData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = Path.GetFullPath(path);
        string temporary = full + "." + Path.GetRandomFileName() + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                Write(stream, tensors, metadata);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            // Gone already where the move succeeded; deleting what is not there does nothing.
            if (Directory.Exists(Path.GetDirectoryName(full)))
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <param name="stream">Where to write, from its current position.</param>
    /// <param name="tensors">The tensors, written in this order.</param>
    /// <param name="metadata">Notes about the file, written in the order of their names.</param>
    /// <exception cref="DuplicateKeyException">Two tensors have one key; nothing was written.</exception>
    /// <exception cref="HeaderTooLargeException">The header would pass the format's limit of 100 MB; nothing was written.</exception>
    /// <exception cref="ArgumentException">A key is <c>__metadata__</c>; nothing was written.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(
        Stream stream, IEnumerable<WeightData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        WeightData[] all = [.. tensors];
        CheckKeys(all);
        ReadOnlySpan<byte> header = BuildHeader(all, metadata);
        int padding = (Alignment - (header.Length % Alignment)) % Alignment;
        long length = (long)header.Length + padding;
        if (length > SafetensorsReader.MaxHeaderLength)
        {
            throw new HeaderTooLargeException("safetensors", $"a header of {length} bytes passes the format's limit");
        }

        Span<byte> prefix = stackalloc byte[SafetensorsReader.PrefixLength];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, length);
        stream.Write(prefix);
        stream.Write(header);
        stream.Write("        "u8[..padding]);
        foreach (WeightData tensor in all)
        {
            stream.Write(tensor.Bytes.Span);
        }
    }

    private static void CheckKeys(WeightData[] tensors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (WeightData tensor in tensors)
        {
            string key = tensor.Info.Key;
            if (key == SafetensorsHeader.MetadataKey)
            {
                throw new ArgumentException($"'{key}' is the format's own key", nameof(tensors));
            }

            if (!seen.Add(key))
            {
                throw new DuplicateKeyException("safetensors", key);
            }
        }
    }

    private static ReadOnlySpan<byte> BuildHeader(WeightData[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        if (metadata is { Count: > 0 })
        {
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach ((string name, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        long offset = 0;
        foreach (WeightData tensor in tensors)
        {
            WriteTensor(json, tensor.Info, offset);
            offset += tensor.Bytes.Length;
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    private static void WriteTensor(Utf8JsonWriter json, WeightInfo info, long offset)
    {
        json.WriteStartObject(info.Key);
        json.WriteString("dtype", WeightTypes.NameOf(info.Type));
        json.WriteStartArray("shape");
        foreach (long dimension in info.Shape.Dimensions)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + info.ByteLength);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
