using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One number for each of the 16 channels of a block, over many pixels.</summary>
/// <remarks>
/// Runs of pixels are added up by themselves, in the nearest cache for all vectors of lanes, and their sums with Kahan's
/// compensation: rounding does not pile up however large the map.
/// </remarks>
internal static unsafe partial class MapReduction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private const int Run = 64;

    /// <summary>Starts sums.</summary>
    /// <param name="sums">16 sums.</param>
    /// <param name="lost">What they lost in rounding, 16 floats.</param>
    public static void Clear(float* sums, float* lost)
    {
        new Span<float>(sums, ChannelBlock.Lanes).Clear();
        new Span<float>(lost, ChannelBlock.Lanes).Clear();
    }

    /// <summary>Adds pixels to the sums.</summary>
    public static void AddPixels(float* block, int pixels, float* sums, float* lost)
    {
        if (Precompiled<L, V>.Is)
        {
            AddPixelsAheadOfTime(block, pixels, sums, lost);
        }
        else
        {
            AddPixelsAtOnce(block, pixels, sums, lost);
        }
    }

    /// <summary>Adds (pixel - centre)^2 to the sums, one centre a channel.</summary>
    public static void AddSquares(float* block, int pixels, float* centres, float* sums, float* lost)
    {
        if (Precompiled<L, V>.Is)
        {
            AddSquaresAheadOfTime(block, pixels, centres, sums, lost);
        }
        else
        {
            AddSquaresAtOnce(block, pixels, centres, sums, lost);
        }
    }

    /// <summary>The largest of what is there and the pixels.</summary>
    public static void KeepLargest(float* block, int pixels, float* to)
    {
        if (Precompiled<L, V>.Is)
        {
            KeepLargestAheadOfTime(block, pixels, to);
        }
        else
        {
            KeepLargestAtOnce(block, pixels, to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(V part, float* sum, float* lost)
    {
        V before = L.Load(sum);
        V wanted = L.Sub(part, L.Load(lost));
        V after = L.Add(before, wanted);
        L.Store(lost, L.Sub(L.Sub(after, before), wanted));
        L.Store(sum, after);
    }

    /// <summary>The sums of one vector of lanes over pixels side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sum(float* at, int count)
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
        V a = L.Zero, b = L.Zero;
        for (; count >= 2; count -= 2, at += 2 * ChannelBlock.Lanes)
        {
            V first = L.Sub(L.Load(at), centre);
            V second = L.Sub(L.Load(at + ChannelBlock.Lanes), centre);
            a = L.Fma(first, first, a);
            b = L.Fma(second, second, b);
        }

        if (count > 0)
        {
            V last = L.Sub(L.Load(at), centre);
            a = L.Fma(last, last, a);
        }

        return L.Add(a, b);
    }
}
