namespace ArchDsl.Runtime.Gpu;

/// <summary>
/// Filters of a 3×3 convolution in the frequencies of Winograd's F(2×2, 3×3), U = G g Gᵀ (Lavin and Gray, equation 7):
/// for each 32 filters, for each 8 slots, 16 frequencies × 8 slots × 32 filters. What is missing is zero.
/// </summary>
public static class WinogradFilters
{
    /// <summary>Filters that are packed together.</summary>
    public const int Column = 32;

    /// <summary>Slots that are packed together.</summary>
    public const int Depth = 8;

    private const int Frequencies = 16;

    /// <summary>Packs filters × slots × 3 × 3.</summary>
    /// <param name="weight">The filters.</param>
    /// <param name="filters">How many.</param>
    /// <param name="slots">Slots that one reads, a multiple of 8.</param>
    /// <exception cref="ArgumentException">There are not as many numbers as the sizes say, or slots are no multiple of 8.</exception>
    public static float[] Pack(ReadOnlySpan<float> weight, int filters, int slots)
    {
        if (weight.Length != filters * slots * 9 || slots % Depth != 0)
        {
            throw new ArgumentException($"{weight.Length} weights given for {filters} filters of {slots} slots of 3x3", nameof(weight));
        }

        int steps = slots / Depth;
        int piece = Frequencies * Depth * Column;
        var packed = new float[checked((filters + Column - 1) / Column * steps * piece)];
        Span<float> transformed = stackalloc float[Frequencies];
        for (int filter = 0; filter < filters; filter++)
        {
            (int column, int lane) = Math.DivRem(filter, Column);
            for (int slot = 0; slot < slots; slot++)
            {
                Transform(weight.Slice(((filter * slots) + slot) * 9, 9), transformed);
                (int step, int row) = Math.DivRem(slot, Depth);
                int at = (((column * steps) + step) * piece) + (row * Column) + lane;
                for (int f = 0; f < Frequencies; f++)
                {
                    packed[at + (f * Depth * Column)] = transformed[f];
                }
            }
        }

        return packed;
    }

    private static void Transform(ReadOnlySpan<float> g, Span<float> to)
    {
        Span<double> rows = stackalloc double[12];
        for (int j = 0; j < 3; j++)
        {
            Transform(g[j], g[3 + j], g[6 + j], rows[j..], 3);
        }

        Span<double> line = stackalloc double[4];
        for (int i = 0; i < 4; i++)
        {
            Transform(rows[3 * i], rows[(3 * i) + 1], rows[(3 * i) + 2], line, 1);
            for (int j = 0; j < 4; j++)
            {
                to[(4 * i) + j] = (float)line[j];
            }
        }
    }

    // G = [1 0 0; ½ ½ ½; ½ -½ ½; 0 0 1].
    private static void Transform(double a, double b, double c, Span<double> to, int stride)
    {
        to[0] = a;
        to[stride] = (a + b + c) / 2;
        to[2 * stride] = (a - b + c) / 2;
        to[3 * stride] = c;
    }
}
