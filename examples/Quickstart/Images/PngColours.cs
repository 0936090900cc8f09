namespace Quickstart.Images;

/// <summary>Turns the stored channels of a PNG picture into grey.</summary>
internal sealed class PngColours(PngHeader header, byte[] palette, byte[] transparency)
{
    /// <param name="rows">All rows with their filters undone, each after the byte that named its filter.</param>
    public GreyImage ToGrey(ReadOnlySpan<byte> rows)
    {
        byte[] pixels = new byte[header.Width * header.Height];
        for (int y = 0; y < header.Height; y++)
        {
            ReadOnlySpan<byte> row = rows.Slice((y * (1 + header.RowBytes)) + 1, header.RowBytes);
            for (int x = 0; x < header.Width; x++)
            {
                pixels[(y * header.Width) + x] = header.Bits < 8 ? FromBits(row, x) : FromBytes(row.Slice(x * header.Channels, header.Channels));
            }
        }

        return new GreyImage(header.Width, header.Height, pixels);
    }

    private byte FromBits(ReadOnlySpan<byte> row, int x)
    {
        int bit = x * header.Bits;
        int mask = (1 << header.Bits) - 1;
        int value = (row[bit / 8] >> (8 - header.Bits - (bit % 8))) & mask;
        return header.Colour == PngColour.Palette ? FromPalette(value) : (byte)(value * 255 / mask);
    }

    private byte FromBytes(ReadOnlySpan<byte> pixel) => header.Colour switch
    {
        PngColour.Palette => FromPalette(pixel[0]),
        PngColour.Rgb => Grey(pixel, 255),
        PngColour.Rgba => Grey(pixel, pixel[3]),
        PngColour.GreyAlpha => (byte)(pixel[0] * pixel[1] / 255),
        _ => pixel[0],
    };

    private byte FromPalette(int index)
    {
        if ((index * 3) + 3 > palette.Length)
        {
            throw new InvalidDataException("the PNG uses a colour its palette does not have");
        }

        return Grey(palette.AsSpan(index * 3, 3), index < transparency.Length ? transparency[index] : 255);
    }

    // The eye's weights for red, green and blue (ITU-R BT.601), in thousandths.
    private static byte Grey(ReadOnlySpan<byte> rgb, int alpha) =>
        (byte)(((299 * rgb[0]) + (587 * rgb[1]) + (114 * rgb[2]) + 500) / 1000 * alpha / 255);
}
