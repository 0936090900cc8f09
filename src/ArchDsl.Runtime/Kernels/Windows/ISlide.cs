using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>
/// One row of a kernel slid over one row of pixels, for the outputs of a tile: each pixel is loaded once and meets every
/// tap it belongs to while it is in a register, as loads are what bounds a window that is not much wider than its stride.
/// </summary>
internal unsafe interface ISlide<L, V, O>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
{
    /// <summary>Taps of a row of the kernel.</summary>
    static abstract int Taps { get; }

    /// <summary>Pixels from one output to the next.</summary>
    static abstract int Stride { get; }

    /// <summary>Joins a row of pixels into <typeparamref name="P"/> results.</summary>
    /// <remarks>
    /// Pixels are read from the first result's first on, also if that is outside of the map; <c>inside</c> has a bit for
    /// every one that is between the map's sides and is ignored where <typeparamref name="B"/> is 0. Weights are a vector a tap.
    /// </remarks>
    static abstract void Row<P, B>(
        float* at, int inside, float* weights, ref V r0, ref V r1, ref V r2, ref V r3, ref V r4, ref V r5, ref V r6, ref V r7)
        where P : struct, IConstant
        where B : struct, IConstant;
}

/// <summary>What slides are made of.</summary>
internal static unsafe class SlideSteps<L, V, O>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
{
    /// <summary>The pixel of a column, or what changes no result where <typeparamref name="B"/> asks and it is outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Pixel<B>(float* at, int inside, int column)
        where B : struct, IConstant =>
        B.Value == 0 || (inside & (1 << column)) != 0 ? L.Load(at + (column * ChannelBlock.Lanes)) : O.Neutral;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Weight(float* weights, int tap) => O.IsWeighted ? L.Load(weights + (tap * L.Count)) : L.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Join(V a, V b, V c, V wa, V wb, V wc, V result) => O.Join(c, wc, O.Join(b, wb, O.Join(a, wa, result)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Join(V a, V b, V c, V d, V e, V wa, V wb, V wc, V wd, V we, V result) =>
        O.Join(e, we, O.Join(d, wd, Join(a, b, c, wa, wb, wc, result)));
}
