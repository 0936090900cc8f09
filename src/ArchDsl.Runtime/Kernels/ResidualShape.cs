namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// A residual that is not of the result's shape: row y of the result meets the residual's row ⌊y · height / outHeight⌋, columns
/// alike, and its first channels meet the residual's; the others meet none. A smaller map is so brought to the result's size by
/// nearest neighbour, of a larger one every second (third, …) pixel is taken.
/// </summary>
/// <param name="Channels">Its channels, in the slots of the result's.</param>
/// <param name="Height">Its height.</param>
/// <param name="Width">Its width.</param>
public readonly record struct ResidualShape(int Channels, int Height, int Width)
{
    /// <summary>For each pixel of a map of another size which pixel it meets.</summary>
    internal int[] Pixels(int outHeight, int outWidth)
    {
        var pixels = new int[outHeight * outWidth];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, outWidth);
            pixels[i] = ((int)((long)y * Height / outHeight) * Width) + (int)((long)x * Width / outWidth);
        }

        return pixels;
    }
}
