using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>What a sliding window does with the pixels it meets: sums their products with weights, adds them, or keeps the largest.</summary>
internal unsafe interface IWindowOperation<V>
    where V : struct
{
    /// <summary>Whether every tap has a vector of weights.</summary>
    static abstract bool IsWeighted { get; }

    /// <summary>A pixel that changes no result.</summary>
    static abstract V Neutral { get; }

    static abstract V Join(V pixel, V weight, V result);

    /// <summary>The last step, with bounds for weighted sums and one factor an output for means.</summary>
    static abstract V Finish(V result, V low, V high, float* factor);
}

/// <summary>Products with weights, bounded in the end.</summary>
internal readonly unsafe struct WeightedSum<L, V> : IWindowOperation<V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static bool IsWeighted => true;

    public static V Neutral
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => L.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Join(V pixel, V weight, V result) => L.Fma(pixel, weight, result);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Finish(V result, V low, V high, float* factor) => L.Min(high, L.Max(low, result));
}

/// <summary>The sum, and in the end the mean.</summary>
internal readonly unsafe struct Mean<L, V> : IWindowOperation<V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static bool IsWeighted => false;

    public static V Neutral
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => L.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Join(V pixel, V weight, V result) => L.Add(pixel, result);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Finish(V result, V low, V high, float* factor) => L.Mul(result, L.Set(*factor));
}

/// <summary>The largest.</summary>
internal readonly unsafe struct Largest<L, V> : IWindowOperation<V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static bool IsWeighted => false;

    public static V Neutral
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => L.Set(float.NegativeInfinity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Join(V pixel, V weight, V result) => L.Max(result, pixel);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Finish(V result, V low, V high, float* factor) => result;
}
