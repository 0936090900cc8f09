using System.Buffers.Binary;

namespace Quickstart.Images;

/// <summary>How the pixels of a PNG picture are stored.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Bits">Of one channel of one pixel.</param>
/// <param name="Colour">What the channels are.</param>
internal readonly record struct PngHeader(int Width, int Height, int Bits, PngColour Colour)
{
    /// <summary>Channels of one pixel.</summary>
    public int Channels => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.Rgba => 4,
        PngColour.GreyAlpha => 2,
        _ => 1,
    };

    /// <summary>Bytes of a row without the byte that names its filter.</summary>
    public int RowBytes => ((Width * Channels * Bits) + 7) / 8;

    /// <summary>How far back a filter finds the pixel on the left, in bytes.</summary>
    public int PixelBytes => Math.Max(1, Channels * Bits / 8);

    /// <exception cref="InvalidDataException">The header is malformed, or the picture of a kind not read here.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != 13)
        {
            throw new InvalidDataException("the PNG header is malformed");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        GreyImage.CheckSize(width, height);
        var colour = (PngColour)data[9];
        int bits = data[8];
        bool known = colour switch
        {
            PngColour.Grey or PngColour.Palette => bits is 1 or 2 or 4 or 8,
            PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => bits is 8,
            _ => throw new InvalidDataException($"the PNG has an unknown colour type, {data[9]}"),
        };
        if (!known)
        {
            throw new InvalidDataException($"the PNG has {bits} bits a channel, only up to 8 are read here");
        }

        return data[12] == 0
            ? new PngHeader((int)width, (int)height, bits, colour)
            : throw new InvalidDataException("the PNG is interlaced: save it without interlacing");
    }
}

/// <summary>PNG's colour types, by their numbers in the file.</summary>
internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}
