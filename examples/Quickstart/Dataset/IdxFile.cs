using System.Buffers.Binary;
using System.IO.Compression;

namespace Quickstart.Dataset;

/// <summary>An array of bytes with its sizes, as the IDX format of MNIST and Fashion-MNIST stores it.</summary>
/// <param name="Sizes">Outermost first: images, rows, columns.</param>
/// <param name="Values">Row-major.</param>
internal sealed record IdxFile(int[] Sizes, byte[] Values)
{
    private const int ByteElements = 0x08;

    /// <summary>Reads a gzipped IDX file of bytes.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of another format; the message names it.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IdxFile Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            using var content = new GZipStream(file, CompressionMode.Decompress);
            return Read(content);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            string reason = error is EndOfStreamException ? "the file ends too early" : error.Message;
            throw new InvalidDataException($"'{path}' cannot be read: {reason}", error);
        }
    }

    /// <summary>Reads IDX content: two zeros, the element type, the rank, the sizes, the elements.</summary>
    /// <exception cref="InvalidDataException">The content is of another format, or longer than its sizes say.</exception>
    /// <exception cref="EndOfStreamException">The content is shorter than its sizes say.</exception>
    public static IdxFile Read(Stream content)
    {
        Span<byte> start = stackalloc byte[4];
        content.ReadExactly(start);
        if (start[0] != 0 || start[1] != 0 || start[2] != ByteElements || start[3] is < 1 or > 4)
        {
            throw new InvalidDataException("it is not an IDX file of bytes");
        }

        int[] sizes = new int[start[3]];
        long count = 1;
        foreach (ref int size in sizes.AsSpan())
        {
            content.ReadExactly(start);
            size = BinaryPrimitives.ReadInt32BigEndian(start);
            count = size > 0 ? count * size : 0;
            if (count is < 1 or > int.MaxValue / 2)
            {
                throw new InvalidDataException($"its sizes are impossible: {string.Join(" x ", sizes)}");
            }
        }

        byte[] values = ReadValues(content, (int)count);
        return content.ReadByte() < 0
            ? new IdxFile(sizes, values)
            : throw new InvalidDataException("it is longer than its sizes say");
    }

    // In pieces: a false size must not take memory that the file cannot fill.
    private static byte[] ReadValues(Stream content, int count)
    {
        byte[] values = new byte[Math.Min(count, 1 << 20)];
        for (int have = 0; ;)
        {
            content.ReadExactly(values, have, values.Length - have);
            have = values.Length;
            if (have == count)
            {
                return values;
            }

            Array.Resize(ref values, (int)Math.Min(count, have * 2L));
        }
    }
}
