namespace Quickstart.Images;

/// <summary>A grey picture: 0 is black, 255 white, row by row from the top.</summary>
internal sealed record GreyImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>More pixels than this are refused before any memory is taken for them.</summary>
    public const int MaxPixels = 1 << 24;

    public byte this[int row, int column] => Pixels[(row * Width) + column];

    /// <summary>Black for white and white for black.</summary>
    public GreyImage Inverted() => this with { Pixels = Array.ConvertAll(Pixels, pixel => (byte)(255 - pixel)) };

    /// <summary>Refuses sizes that make no picture or a huge one.</summary>
    public static void CheckSize(long width, long height)
    {
        if (width is < 1 or > MaxPixels || height is < 1 or > MaxPixels || width * height > MaxPixels)
        {
            throw new InvalidDataException($"a picture of {width}x{height} pixels is not one this program can read");
        }
    }
}
