using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

internal static unsafe partial class Squeezing<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void AddAheadOfTime(float* from, int pixels, int rows, nint rowFloats, float* sums)
    {
        // Four sums, for an addition takes as long as four can be begun in.
        V sum0 = L.Load(sums);
        V sum1 = L.Zero;
        V sum2 = L.Zero;
        V sum3 = L.Zero;
        for (int row = 0; row < rows; row++, from += rowFloats)
        {
            float* pixel = from;
            int left = pixels;
            for (; left >= 4; left -= 4, pixel += 4 * ChannelBlock.Lanes)
            {
                sum0 = L.Add(sum0, L.Load(pixel));
                sum1 = L.Add(sum1, L.Load(pixel + ChannelBlock.Lanes));
                sum2 = L.Add(sum2, L.Load(pixel + (2 * ChannelBlock.Lanes)));
                sum3 = L.Add(sum3, L.Load(pixel + (3 * ChannelBlock.Lanes)));
            }

            for (; left > 0; left--, pixel += ChannelBlock.Lanes)
            {
                sum1 = L.Add(sum1, L.Load(pixel));
            }
        }

        L.Store(sums, L.Add(L.Add(sum0, sum1), L.Add(sum2, sum3)));
    }
}
