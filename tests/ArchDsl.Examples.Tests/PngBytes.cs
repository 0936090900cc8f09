using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ArchDsl.Examples.Tests;

/// <summary>Writes PNG files, well-formed or not, for the reader to read.</summary>
internal static class PngBytes
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A picture of 8 bits a channel whose every row is stored with one filter.</summary>
    public static byte[] Of(int width, int height, int colour, int channels, byte filter, byte[] pixels) =>
        File(Chunk("IHDR", Header(width, height, 8, colour)), Chunk("IDAT", Compress(Filtered(width * channels, channels, filter, pixels))), Chunk("IEND", []));

    public static byte[] File(params byte[][] chunks) => [.. Signature, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Header(int width, int height, int bits, int colour, int interlace = 0)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bits;
        header[9] = (byte)colour;
        header[12] = (byte)interlace;
        return header;
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }

    public static byte[] Compress(byte[] rows)
    {
        var compressed = new MemoryStream();
        using (var deflater = new ZLibStream(compressed, CompressionLevel.Fastest))
        {
            deflater.Write(rows);
        }

        return compressed.ToArray();
    }

    private static byte[] Filtered(int rowBytes, int step, byte filter, byte[] pixels)
    {
        int At(int row, int i) => row < 0 || i < 0 ? 0 : pixels[(row * rowBytes) + i];
        var rows = new List<byte>();
        for (int row = 0; row < pixels.Length / rowBytes; row++)
        {
            rows.Add(filter);
            for (int i = 0; i < rowBytes; i++)
            {
                int a = At(row, i - step), b = At(row - 1, i), c = i < step ? 0 : At(row - 1, i - step);
                int estimate = a + b - c;
                int guess = filter switch
                {
                    1 => a,
                    2 => b,
                    3 => (a + b) >> 1,
                    4 => new[] { a, b, c }.MinBy(v => Math.Abs(estimate - v)),
                    _ => 0,
                };
                rows.Add((byte)(At(row, i) - guess));
            }
        }

        return [.. rows];
    }
}
