using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>F(2, 3) at the points 0, 1, -1 and infinity.</summary>
internal readonly unsafe struct WinogradTwo<L, V> : IWinograd<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static ConvolutionAlgorithm Algorithm => ConvolutionAlgorithm.Winograd2;

    public static int Outputs => 2;

    public static int Stride => 1;

    public static int Points => 4;

    public static int FilterPoints => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter(float* from, nint step, float* to, nint apart)
    {
        V g0 = L.Load(from);
        V g1 = L.Load(from + step);
        V g2 = L.Load(from + (2 * step));
        V half = L.Set(0.5f);
        V outer = L.Mul(L.Add(g0, g2), half);
        V inner = L.Mul(g1, half);
        L.Store(to, g0);
        L.Store(to + apart, L.Add(outer, inner));
        L.Store(to + (2 * apart), L.Sub(outer, inner));
        L.Store(to + (3 * apart), g2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* from, nint step, float* to, nint apart)
    {
        V d0 = L.Load(from);
        V d1 = L.Load(from + step);
        V d2 = L.Load(from + (2 * step));
        V d3 = L.Load(from + (3 * step));
        L.Store(to, L.Sub(d0, d2));
        L.Store(to + apart, L.Add(d1, d2));
        L.Store(to + (2 * apart), L.Sub(d2, d1));
        L.Store(to + (3 * apart), L.Sub(d3, d1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* from, nint step, float* to, nint apart)
    {
        V m1 = L.Load(from + step);
        V m2 = L.Load(from + (2 * step));
        L.Store(to, L.Add(L.Add(L.Load(from), m1), m2));
        L.Store(to + apart, L.Add(L.Sub(m1, m2), L.Load(from + (3 * step))));
    }
}
