using System.Text;

namespace ArchDsl.Runtime.Tests.Weights;

/// <summary>Files as TorchSharp's <c>Module.save</c> writes them, put together byte by byte.</summary>
internal static class DatBytes
{
    public static byte[] File(long count, params byte[][] entries) => [.. Varint(count), .. entries.SelectMany(entry => entry)];

    public static byte[] Entry(string key, long type, long[] shape, params ReadOnlySpan<byte> data) =>
        [.. Key(Encoding.UTF8.GetBytes(key)), .. Varint(type), .. Varint(shape.Length), .. shape.SelectMany(Varint), .. data];

    public static byte[] Key(byte[] utf8) => [.. Varint(utf8.Length), .. utf8];

    public static byte[] Varint(long value)
    {
        var bytes = new List<byte>();
        ulong left = (ulong)value;
        for (; left >= 0x80; left >>= 7)
        {
            bytes.Add((byte)(left | 0x80));
        }

        bytes.Add((byte)left);
        return [.. bytes];
    }
}
