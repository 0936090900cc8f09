using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>Three taps, every pixel.</summary>
internal readonly unsafe struct SlideThree<L, V, O> : ISlide<L, V, O>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
{
    public static int Taps => 3;

    public static int Stride => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<P, B>(
        float* at, int inside, float* weights, ref V r0, ref V r1, ref V r2, ref V r3, ref V r4, ref V r5, ref V r6, ref V r7)
        where P : struct, IConstant
        where B : struct, IConstant
    {
        V wa = SlideSteps<L, V, O>.Weight(weights, 0);
        V wb = SlideSteps<L, V, O>.Weight(weights, 1);
        V wc = SlideSteps<L, V, O>.Weight(weights, 2);
        V a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 0);
        V b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 1);
        V c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 2);

        r0 = SlideSteps<L, V, O>.Join(a, b, c, wa, wb, wc, r0);

        if (P.Value > 1)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 3);
            r1 = SlideSteps<L, V, O>.Join(b, c, a, wa, wb, wc, r1);
        }

        if (P.Value > 2)
        {
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 4);
            r2 = SlideSteps<L, V, O>.Join(c, a, b, wa, wb, wc, r2);
        }

        if (P.Value > 3)
        {
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 5);
            r3 = SlideSteps<L, V, O>.Join(a, b, c, wa, wb, wc, r3);
        }

        if (P.Value > 4)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 6);
            r4 = SlideSteps<L, V, O>.Join(b, c, a, wa, wb, wc, r4);
        }

        if (P.Value > 5)
        {
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 7);
            r5 = SlideSteps<L, V, O>.Join(c, a, b, wa, wb, wc, r5);
        }

        if (P.Value > 6)
        {
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 8);
            r6 = SlideSteps<L, V, O>.Join(a, b, c, wa, wb, wc, r6);
        }

        if (P.Value > 7)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 9);
            r7 = SlideSteps<L, V, O>.Join(b, c, a, wa, wb, wc, r7);
        }
    }
}

/// <summary>Three taps, every second pixel.</summary>
internal readonly unsafe struct SlideThreeByTwo<L, V, O> : ISlide<L, V, O>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
{
    public static int Taps => 3;

    public static int Stride => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<P, B>(
        float* at, int inside, float* weights, ref V r0, ref V r1, ref V r2, ref V r3, ref V r4, ref V r5, ref V r6, ref V r7)
        where P : struct, IConstant
        where B : struct, IConstant
    {
        V wa = SlideSteps<L, V, O>.Weight(weights, 0);
        V wb = SlideSteps<L, V, O>.Weight(weights, 1);
        V wc = SlideSteps<L, V, O>.Weight(weights, 2);
        V a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 0);
        V b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 1);
        V c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 2);

        r0 = SlideSteps<L, V, O>.Join(a, b, c, wa, wb, wc, r0);

        if (P.Value > 1)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 3);
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 4);
            r1 = SlideSteps<L, V, O>.Join(c, a, b, wa, wb, wc, r1);
        }

        if (P.Value > 2)
        {
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 5);
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 6);
            r2 = SlideSteps<L, V, O>.Join(b, c, a, wa, wb, wc, r2);
        }

        if (P.Value > 3)
        {
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 7);
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 8);
            r3 = SlideSteps<L, V, O>.Join(a, b, c, wa, wb, wc, r3);
        }

        if (P.Value > 4)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 9);
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 10);
            r4 = SlideSteps<L, V, O>.Join(c, a, b, wa, wb, wc, r4);
        }

        if (P.Value > 5)
        {
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 11);
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 12);
            r5 = SlideSteps<L, V, O>.Join(b, c, a, wa, wb, wc, r5);
        }

        if (P.Value > 6)
        {
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 13);
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 14);
            r6 = SlideSteps<L, V, O>.Join(a, b, c, wa, wb, wc, r6);
        }

        if (P.Value > 7)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 15);
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 16);
            r7 = SlideSteps<L, V, O>.Join(c, a, b, wa, wb, wc, r7);
        }
    }
}
