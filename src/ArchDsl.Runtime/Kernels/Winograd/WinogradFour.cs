using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>F(4, 3) at the points 0, 1, -1, 2, -2 and infinity.</summary>
internal readonly unsafe struct WinogradFour<L, V> : IWinograd<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static ConvolutionAlgorithm Algorithm => ConvolutionAlgorithm.Winograd4;

    public static int Outputs => 4;

    public static int Stride => 1;

    public static int Points => 6;

    public static int FilterPoints => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter(float* from, nint step, float* to, nint apart)
    {
        V g0 = L.Load(from);
        V g1 = L.Load(from + step);
        V g2 = L.Load(from + (2 * step));
        V ones = L.Mul(L.Add(g0, g2), L.Set(-1f / 6f));
        V one = L.Mul(g1, L.Set(-1f / 6f));
        V twos = L.Fma(g0, L.Set(1f / 24f), L.Mul(g2, L.Set(1f / 6f)));
        V two = L.Mul(g1, L.Set(1f / 12f));
        L.Store(to, L.Mul(g0, L.Set(0.25f)));
        L.Store(to + apart, L.Add(ones, one));
        L.Store(to + (2 * apart), L.Sub(ones, one));
        L.Store(to + (3 * apart), L.Add(twos, two));
        L.Store(to + (4 * apart), L.Sub(twos, two));
        L.Store(to + (5 * apart), g2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* from, nint step, float* to, nint apart)
    {
        V d0 = L.Load(from);
        V d1 = L.Load(from + step);
        V d2 = L.Load(from + (2 * step));
        V d3 = L.Load(from + (3 * step));
        V d4 = L.Load(from + (4 * step));
        V d5 = L.Load(from + (5 * step));
        V four = L.Set(4f);
        V minusFour = L.Set(-4f);
        V minusFive = L.Set(-5f);
        V evens = L.Fma(d2, minusFour, d4);
        V odds = L.Fma(d1, minusFour, d3);
        V even = L.Sub(d4, d2);
        V odd = L.Sub(d3, d1);
        L.Store(to, L.Fma(d0, four, L.Fma(d2, minusFive, d4)));
        L.Store(to + apart, L.Add(evens, odds));
        L.Store(to + (2 * apart), L.Sub(evens, odds));
        L.Store(to + (3 * apart), L.Fma(odd, L.Set(2f), even));
        L.Store(to + (4 * apart), L.Fma(odd, L.Set(-2f), even));
        L.Store(to + (5 * apart), L.Fma(d1, four, L.Fma(d3, minusFive, d5)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* from, nint step, float* to, nint apart)
    {
        V m1 = L.Load(from + step);
        V m2 = L.Load(from + (2 * step));
        V m3 = L.Load(from + (3 * step));
        V m4 = L.Load(from + (4 * step));
        V ones = L.Add(m1, m2);
        V one = L.Sub(m1, m2);
        V twos = L.Add(m3, m4);
        V two = L.Sub(m3, m4);
        L.Store(to, L.Add(L.Add(L.Load(from), ones), twos));
        L.Store(to + apart, L.Fma(two, L.Set(2f), one));
        L.Store(to + (2 * apart), L.Fma(twos, L.Set(4f), ones));
        L.Store(to + (3 * apart), L.Add(L.Fma(two, L.Set(8f), one), L.Load(from + (5 * step))));
    }
}
