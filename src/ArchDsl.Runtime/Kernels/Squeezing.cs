using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Sums a vector of slots over pixels that were just written and are in the nearest cache still.</summary>
internal static unsafe partial class Squeezing<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Adds the sums of several rows.</summary>
    /// <param name="from">The slots of the first pixel; pixels are a block's lanes apart.</param>
    /// <param name="pixels">How many pixels a row has.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="rowFloats">Floats from a row to the next.</param>
    /// <param name="sums">The slots' sums so far.</param>
    public static void Add(float* from, int pixels, int rows, nint rowFloats, float* sums)
    {
        if (Precompiled<L, V>.Is)
        {
            AddAheadOfTime(from, pixels, rows, rowFloats, sums);
        }
        else
        {
            AddAtOnce(from, pixels, rows, rowFloats, sums);
        }
    }
}
