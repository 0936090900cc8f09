using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>Five taps, every pixel.</summary>
internal readonly unsafe struct SlideFive<L, V, O> : ISlide<L, V, O>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
{
    public static int Taps => 5;

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
        V wd = SlideSteps<L, V, O>.Weight(weights, 3);
        V we = SlideSteps<L, V, O>.Weight(weights, 4);
        V a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 0);
        V b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 1);
        V c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 2);
        V d = SlideSteps<L, V, O>.Pixel<B>(at, inside, 3);
        V e = SlideSteps<L, V, O>.Pixel<B>(at, inside, 4);

        r0 = SlideSteps<L, V, O>.Join(a, b, c, d, e, wa, wb, wc, wd, we, r0);

        if (P.Value > 1)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 5);
            r1 = SlideSteps<L, V, O>.Join(b, c, d, e, a, wa, wb, wc, wd, we, r1);
        }

        if (P.Value > 2)
        {
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 6);
            r2 = SlideSteps<L, V, O>.Join(c, d, e, a, b, wa, wb, wc, wd, we, r2);
        }

        if (P.Value > 3)
        {
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 7);
            r3 = SlideSteps<L, V, O>.Join(d, e, a, b, c, wa, wb, wc, wd, we, r3);
        }

        if (P.Value > 4)
        {
            d = SlideSteps<L, V, O>.Pixel<B>(at, inside, 8);
            r4 = SlideSteps<L, V, O>.Join(e, a, b, c, d, wa, wb, wc, wd, we, r4);
        }

        if (P.Value > 5)
        {
            e = SlideSteps<L, V, O>.Pixel<B>(at, inside, 9);
            r5 = SlideSteps<L, V, O>.Join(a, b, c, d, e, wa, wb, wc, wd, we, r5);
        }

        if (P.Value > 6)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 10);
            r6 = SlideSteps<L, V, O>.Join(b, c, d, e, a, wa, wb, wc, wd, we, r6);
        }

        if (P.Value > 7)
        {
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 11);
            r7 = SlideSteps<L, V, O>.Join(c, d, e, a, b, wa, wb, wc, wd, we, r7);
        }
    }
}

/// <summary>Five taps, every second pixel.</summary>
internal readonly unsafe struct SlideFiveByTwo<L, V, O> : ISlide<L, V, O>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
{
    public static int Taps => 5;

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
        V wd = SlideSteps<L, V, O>.Weight(weights, 3);
        V we = SlideSteps<L, V, O>.Weight(weights, 4);
        V a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 0);
        V b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 1);
        V c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 2);
        V d = SlideSteps<L, V, O>.Pixel<B>(at, inside, 3);
        V e = SlideSteps<L, V, O>.Pixel<B>(at, inside, 4);

        r0 = SlideSteps<L, V, O>.Join(a, b, c, d, e, wa, wb, wc, wd, we, r0);

        if (P.Value > 1)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 5);
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 6);
            r1 = SlideSteps<L, V, O>.Join(c, d, e, a, b, wa, wb, wc, wd, we, r1);
        }

        if (P.Value > 2)
        {
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 7);
            d = SlideSteps<L, V, O>.Pixel<B>(at, inside, 8);
            r2 = SlideSteps<L, V, O>.Join(e, a, b, c, d, wa, wb, wc, wd, we, r2);
        }

        if (P.Value > 3)
        {
            e = SlideSteps<L, V, O>.Pixel<B>(at, inside, 9);
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 10);
            r3 = SlideSteps<L, V, O>.Join(b, c, d, e, a, wa, wb, wc, wd, we, r3);
        }

        if (P.Value > 4)
        {
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 11);
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 12);
            r4 = SlideSteps<L, V, O>.Join(d, e, a, b, c, wa, wb, wc, wd, we, r4);
        }

        if (P.Value > 5)
        {
            d = SlideSteps<L, V, O>.Pixel<B>(at, inside, 13);
            e = SlideSteps<L, V, O>.Pixel<B>(at, inside, 14);
            r5 = SlideSteps<L, V, O>.Join(a, b, c, d, e, wa, wb, wc, wd, we, r5);
        }

        if (P.Value > 6)
        {
            a = SlideSteps<L, V, O>.Pixel<B>(at, inside, 15);
            b = SlideSteps<L, V, O>.Pixel<B>(at, inside, 16);
            r6 = SlideSteps<L, V, O>.Join(c, d, e, a, b, wa, wb, wc, wd, we, r6);
        }

        if (P.Value > 7)
        {
            c = SlideSteps<L, V, O>.Pixel<B>(at, inside, 17);
            d = SlideSteps<L, V, O>.Pixel<B>(at, inside, 18);
            r7 = SlideSteps<L, V, O>.Join(e, a, b, c, d, wa, wb, wc, wd, we, r7);
        }
    }
}
