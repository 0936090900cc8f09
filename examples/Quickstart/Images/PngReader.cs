using System.Buffers.Binary;
using System.IO.Compression;

namespace Quickstart.Images;

/// <summary>
/// Reads PNG pictures as grey: greys and palettes of 1 to 8 bits, colour and transparency of 8 bits a channel. What is
/// transparent lies on black. Interlaced pictures and 16 bits a channel are refused.
/// </summary>
internal static class PngReader
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Recognises(ReadOnlySpan<byte> content) => content.StartsWith(Signature);

    /// <exception cref="InvalidDataException">The content is no well-formed PNG picture, or one of a kind not read here.</exception>
    public static GreyImage Read(ReadOnlySpan<byte> content)
    {
        PngHeader? header = null;
        byte[] palette = [];
        byte[] transparency = [];
        var compressed = new MemoryStream();
        int at = Signature.Length;
        while (true)
        {
            ReadOnlySpan<byte> data = NextChunk(content, ref at, out string type);
            switch (type)
            {
                case "IHDR":
                    header = PngHeader.Read(data);
                    break;
                case "PLTE":
                    palette = data.ToArray();
                    break;
                case "tRNS":
                    transparency = data.ToArray();
                    break;
                case "IDAT":
                    compressed.Write(data);
                    break;
                case "IEND":
                    PngHeader found = header ?? throw new InvalidDataException("the PNG has no header");
                    byte[] rows = Decompress(compressed, found);
                    PngFilters.Undo(rows, found);
                    return new PngColours(found, palette, transparency).ToGrey(rows);
                default:
                    break;
            }
        }
    }

    // A chunk: length, type, data, check sum. The check sum of the compressed data itself is enough here.
    private static ReadOnlySpan<byte> NextChunk(ReadOnlySpan<byte> content, ref int at, out string type)
    {
        ReadOnlySpan<byte> rest = content[at..];
        if (rest.Length < 12)
        {
            throw new InvalidDataException("the file ends before the picture does");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 12)
        {
            throw new InvalidDataException("the file ends before the picture does");
        }

        type = System.Text.Encoding.ASCII.GetString(rest.Slice(4, 4));
        at += 12 + (int)length;
        return rest.Slice(8, (int)length);
    }

    private static byte[] Decompress(MemoryStream compressed, PngHeader header)
    {
        byte[] rows = new byte[header.Height * (1 + header.RowBytes)];
        compressed.Position = 0;
        using var inflater = new ZLibStream(compressed, CompressionMode.Decompress);
        if (inflater.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false) < rows.Length)
        {
            throw new InvalidDataException("the compressed picture ends too early");
        }

        return rows;
    }
}
