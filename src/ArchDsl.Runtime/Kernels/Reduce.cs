using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Sums over runs of floats.</summary>
internal static unsafe class Reduce<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sum(float* values, int count)
    {
        V sums = L.Zero;
        int i = 0;
        for (; i <= count - L.Count; i += L.Count)
        {
            sums = L.Add(sums, L.Load(values + i));
        }

        float sum = L.Sum(sums);
        for (; i < count; i++)
        {
            sum += values[i];
        }

        return sum;
    }

    /// <summary>The sum of (value - centre)^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SquaresAround(float* values, int count, float centre)
    {
        V middle = L.Set(centre);
        V sums = L.Zero;
        int i = 0;
        for (; i <= count - L.Count; i += L.Count)
        {
            V off = L.Sub(L.Load(values + i), middle);
            sums = L.Fma(off, off, sums);
        }

        float sum = L.Sum(sums);
        for (; i < count; i++)
        {
            float off = values[i] - centre;
            sum += off * off;
        }

        return sum;
    }
}
