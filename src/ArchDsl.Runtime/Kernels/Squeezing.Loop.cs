using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

internal static unsafe partial class Squeezing<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void AddAheadOfTime(float* from, int pixels, int rows, nint rowFloats, float* sums)
    {
        V sum = L.Load(sums);
        for (; rows > 0; rows--, from += rowFloats)
        {
            sum = L.Add(sum, MapReduction<L, V>.Sum(from, pixels));
        }

        L.Store(sums, sum);
    }
}
