using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>F(3, 3) at the points 0, 1, -1, 2 and infinity.</summary>
internal readonly unsafe struct WinogradThree<L, V> : IWinograd<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static ConvolutionAlgorithm Algorithm => ConvolutionAlgorithm.Winograd3;

    public static int Outputs => 3;

    public static int Stride => 1;

    public static int Points => 5;

    public static int FilterPoints => 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter(float* from, nint step, float* to, nint apart)
    {
        V g0 = L.Load(from);
        V g1 = L.Load(from + step);
        V g2 = L.Load(from + (2 * step));
        V outer = L.Add(g0, g2);
        V two = L.Fma(g2, L.Set(4f), L.Fma(g1, L.Set(2f), g0));
        L.Store(to, L.Mul(g0, L.Set(0.5f)));
        L.Store(to + apart, L.Mul(L.Add(outer, g1), L.Set(-0.5f)));
        L.Store(to + (2 * apart), L.Mul(L.Sub(outer, g1), L.Set(-1f / 6f)));
        L.Store(to + (3 * apart), L.Mul(two, L.Set(1f / 6f)));
        L.Store(to + (4 * apart), g2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* from, nint step, float* to, nint apart)
    {
        V d0 = L.Load(from);
        V d1 = L.Load(from + step);
        V d2 = L.Load(from + (2 * step));
        V d3 = L.Load(from + (3 * step));
        V d4 = L.Load(from + (4 * step));
        V two = L.Set(2f);
        V odd = L.Sub(d3, d1);
        L.Store(to, L.Fma(L.Sub(d0, d2), two, odd));
        L.Store(to + apart, L.Fma(d1, L.Set(-2f), L.Sub(d3, d2)));
        L.Store(to + (2 * apart), L.Fma(d1, two, L.Fma(d2, L.Set(-3f), d3)));
        L.Store(to + (3 * apart), odd);
        L.Store(to + (4 * apart), L.Fma(odd, L.Set(-2f), L.Sub(d4, d2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* from, nint step, float* to, nint apart)
    {
        V m1 = L.Load(from + step);
        V m2 = L.Load(from + (2 * step));
        V m3 = L.Load(from + (3 * step));
        V ones = L.Add(m1, m2);
        L.Store(to, L.Add(L.Add(L.Load(from), ones), m3));
        L.Store(to + apart, L.Fma(m3, L.Set(2f), L.Sub(m1, m2)));
        L.Store(to + (2 * apart), L.Fma(m3, L.Set(4f), L.Add(ones, L.Load(from + (4 * step)))));
    }
}
