using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ArchDsl.Runtime.Tests.Weights;

/// <summary>Checkpoints of PyTorch, written instruction by instruction.</summary>
internal static class CheckpointBytes
{
    public static byte[] Empty => [(byte)'}'];

    public static byte[] None => [(byte)'N'];

    /// <summary>A zip archive with a pickle and its storages.</summary>
    public static byte[] File(byte[] pickle, params (string Name, byte[] Bytes)[] storages)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in storages.Select(s => ("net/data/" + s.Name, s.Bytes)).Prepend(("net/data.pkl", pickle)))
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A whole pickle of one value.</summary>
    public static byte[] Pickle(params byte[][] value) => [0x80, 2, .. Join(value), (byte)'.'];

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    /// <summary>A dictionary of texts to values.</summary>
    public static byte[] Dict(params (string Key, byte[] Value)[] items) =>
        [(byte)'}', (byte)'(', .. items.SelectMany(i => Join(Text(i.Key), i.Value)), (byte)'u'];

    /// <summary>An ordered dictionary, as <c>state_dict</c> is one, with PyTorch's notes about it.</summary>
    public static byte[] OrderedDict(params (string Key, byte[] Value)[] items) =>
        Join(Global("collections", "OrderedDict"), [(byte)')', (byte)'R', (byte)'('], Join([.. items.Select(i => Join(Text(i.Key), i.Value))]), [(byte)'u'], Dict(("_metadata", Empty)), [(byte)'b']);

    /// <summary>A tensor that is a view of a storage.</summary>
    public static byte[] Tensor(string storage, string key, long count, long offset, long[] shape, long[] strides) => Join(
        Global("torch._utils", "_rebuild_tensor_v2"),
        [(byte)'('],
        [(byte)'('], Text("storage"), Global("torch", storage), Text(key), Text("cpu"), Int(count), [(byte)'t', (byte)'Q'],
        Int(offset), Tuple([.. shape.Select(Int)]), Tuple([.. strides.Select(Int)]), [0x89],
        OrderedDict(), [(byte)'t', (byte)'R']);

    /// <summary>A contiguous tensor of floats that fills its storage.</summary>
    public static byte[] Floats(string key, params long[] shape)
    {
        long[] strides = [.. shape.Select((_, i) => shape[(i + 1)..].Aggregate(1L, (a, b) => a * b))];
        return Tensor("FloatStorage", key, shape.Aggregate(1L, (a, b) => a * b), 0, shape, strides);
    }

    public static byte[] Global(string module, string name) => Encoding.ASCII.GetBytes($"c{module}\n{name}\n");

    public static byte[] Tuple(params byte[][] items) => [(byte)'(', .. Join(items), (byte)'t'];

    public static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return [(byte)'X', .. length, .. bytes];
    }

    public static byte[] Int(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return [0x8a, 8, .. bytes];
    }

    public static byte[] Singles(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
