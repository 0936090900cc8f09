using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>
/// F(4, 3) at stride 2. The inputs under the outer taps are one phase, for which it is F(4, 2) at the points 0, 1, -1, 2
/// and infinity; those under the middle tap are the other, multiplied as they are: 9 products instead of 12.
/// </summary>
internal readonly unsafe struct PolyphaseFour<L, V> : IWinograd<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static ConvolutionAlgorithm Algorithm => ConvolutionAlgorithm.Winograd4;

    public static int Outputs => 4;

    public static int Stride => 2;

    public static int Points => 9;

    public static int FilterPoints => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter(float* from, nint step, float* to, nint apart)
    {
        V g0 = L.Load(from);
        V g2 = L.Load(from + (2 * step));
        L.Store(to, L.Mul(g0, L.Set(0.5f)));
        L.Store(to + apart, L.Mul(L.Add(g0, g2), L.Set(-0.5f)));
        L.Store(to + (2 * apart), L.Mul(L.Sub(g0, g2), L.Set(-1f / 6f)));
        L.Store(to + (3 * apart), L.Fma(g2, L.Set(1f / 3f), L.Mul(g0, L.Set(1f / 6f))));
        L.Store(to + (4 * apart), g2);
        L.Store(to + (5 * apart), L.Load(from + step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* from, nint step, float* to, nint apart)
    {
        V d0 = L.Load(from);
        V d1 = L.Load(from + (2 * step));
        V d2 = L.Load(from + (4 * step));
        V d3 = L.Load(from + (6 * step));
        V d4 = L.Load(from + (8 * step));
        V two = L.Set(2f);
        V minusTwo = L.Set(-2f);
        V odd = L.Sub(d3, d1);
        V even = L.Sub(d3, d2);
        L.Store(to, L.Fma(L.Sub(d0, d2), two, odd));
        L.Store(to + apart, L.Fma(d1, minusTwo, even));
        L.Store(to + (2 * apart), L.Fma(L.Sub(d1, d2), two, even));
        L.Store(to + (3 * apart), odd);
        L.Store(to + (4 * apart), L.Fma(odd, minusTwo, L.Sub(d4, d2)));
        L.Store(to + (5 * apart), L.Load(from + step));
        L.Store(to + (6 * apart), L.Load(from + (3 * step)));
        L.Store(to + (7 * apart), L.Load(from + (5 * step)));
        L.Store(to + (8 * apart), L.Load(from + (7 * step)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* from, nint step, float* to, nint apart)
    {
        V m1 = L.Load(from + step);
        V m2 = L.Load(from + (2 * step));
        V m3 = L.Load(from + (3 * step));
        V sum = L.Add(m1, m2);
        V difference = L.Sub(m1, m2);
        L.Store(to, L.Add(L.Add(L.Add(sum, m3), L.Load(from)), L.Load(from + (5 * step))));
        L.Store(to + apart, L.Add(L.Fma(m3, L.Set(2f), difference), L.Load(from + (6 * step))));
        L.Store(to + (2 * apart), L.Add(L.Fma(m3, L.Set(4f), sum), L.Load(from + (7 * step))));
        L.Store(to + (3 * apart), L.Add(L.Add(L.Fma(m3, L.Set(8f), difference), L.Load(from + (4 * step))), L.Load(from + (8 * step))));
    }
}
