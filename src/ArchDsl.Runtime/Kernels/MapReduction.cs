using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One number for each of the 16 channels of a block, over all its pixels.</summary>
internal static unsafe class MapReduction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    // Runs are added up by themselves first: they stay in the nearest cache for all vectors, and rounding does not pile up.
    private const int Run = 64;

    /// <summary>The sum of the pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums(float* block, int pixels, float* to)
    {
        for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
        {
            L.Store(to + lane, L.Zero);
        }

        for (int first = 0; first < pixels; first += Run)
        {
            int count = Math.Min(Run, pixels - first);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                float* at = block + ((nint)first * ChannelBlock.Lanes) + lane;
                L.Store(to + lane, L.Add(L.Load(to + lane), Sum(at, count)));
            }
        }
    }

    /// <summary>The sum of (pixel - centre)^2, one centre a channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SquaresAround(float* block, int pixels, float* centres, float* to)
    {
        for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
        {
            L.Store(to + lane, L.Zero);
        }

        for (int first = 0; first < pixels; first += Run)
        {
            int count = Math.Min(Run, pixels - first);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                float* at = block + ((nint)first * ChannelBlock.Lanes) + lane;
                L.Store(to + lane, L.Add(L.Load(to + lane), Squares(at, count, L.Load(centres + lane))));
            }
        }
    }

    /// <summary>The largest of the pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Largest(float* block, int pixels, float* to)
    {
        for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
        {
            V largest = L.Load(block + lane);
            for (int i = 1; i < pixels; i++)
            {
                largest = L.Max(largest, L.Load(block + ((nint)i * ChannelBlock.Lanes) + lane));
            }

            L.Store(to + lane, largest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum(float* at, int count)
    {
        V a = L.Zero, b = L.Zero, c = L.Zero, d = L.Zero;
        for (; count >= 4; count -= 4, at += 4 * ChannelBlock.Lanes)
        {
            a = L.Add(a, L.Load(at));
            b = L.Add(b, L.Load(at + ChannelBlock.Lanes));
            c = L.Add(c, L.Load(at + (2 * ChannelBlock.Lanes)));
            d = L.Add(d, L.Load(at + (3 * ChannelBlock.Lanes)));
        }

        for (; count > 0; count--, at += ChannelBlock.Lanes)
        {
            a = L.Add(a, L.Load(at));
        }

        return L.Add(L.Add(a, b), L.Add(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Squares(float* at, int count, V centre)
    {
        V sum = L.Zero;
        for (; count > 0; count--, at += ChannelBlock.Lanes)
        {
            V off = L.Sub(L.Load(at), centre);
            sum = L.Fma(off, off, sum);
        }

        return sum;
    }
}
