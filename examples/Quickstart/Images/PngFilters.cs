namespace Quickstart.Images;

/// <summary>PNG stores the difference of each byte from a guess; each row says which guess.</summary>
internal static class PngFilters
{
    /// <summary>Turns differences back into bytes, in place.</summary>
    /// <param name="rows">All rows, each after the byte that names its filter.</param>
    /// <param name="header">How they are stored.</param>
    /// <exception cref="InvalidDataException">A row names no filter.</exception>
    public static void Undo(Span<byte> rows, PngHeader header)
    {
        int stride = 1 + header.RowBytes;
        Span<byte> above = new byte[header.RowBytes];
        for (int y = 0; y < header.Height; y++)
        {
            Span<byte> row = rows.Slice((y * stride) + 1, header.RowBytes);
            Undo(rows[y * stride], row, above, header.PixelBytes);
            above = row;
        }
    }

    private static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < step ? 0 : row[i - step];
            int corner = i < step ? 0 : above[i - step];
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => throw new InvalidDataException($"the PNG names an unknown filter, {filter}"),
            });
        }
    }

    // Whichever neighbour is nearest to left + above - corner.
    private static int Paeth(int left, int above, int corner)
    {
        int toLeft = Math.Abs(above - corner);
        int toAbove = Math.Abs(left - corner);
        int toCorner = Math.Abs(left + above - (2 * corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
