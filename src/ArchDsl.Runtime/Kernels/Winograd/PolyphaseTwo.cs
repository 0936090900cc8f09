using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>
/// F(2, 3) at stride 2. The inputs under the outer taps are one phase, for which it is F(2, 2) at the points 0, 1 and
/// infinity; those under the middle tap are the other, multiplied as they are: 5 products instead of 6.
/// </summary>
internal readonly unsafe struct PolyphaseTwo<L, V> : IWinograd<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static ConvolutionAlgorithm Algorithm => ConvolutionAlgorithm.Winograd2;

    public static int Outputs => 2;

    public static int Stride => 2;

    public static int Points => 5;

    public static int FilterPoints => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter(float* from, nint step, float* to, nint apart)
    {
        V g0 = L.Load(from);
        V g2 = L.Load(from + (2 * step));
        L.Store(to, g0);
        L.Store(to + apart, L.Add(g0, g2));
        L.Store(to + (2 * apart), g2);
        L.Store(to + (3 * apart), L.Load(from + step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* from, nint step, float* to, nint apart)
    {
        V d2 = L.Load(from + (2 * step));
        L.Store(to, L.Sub(L.Load(from), d2));
        L.Store(to + apart, d2);
        L.Store(to + (2 * apart), L.Sub(L.Load(from + (4 * step)), d2));
        L.Store(to + (3 * apart), L.Load(from + step));
        L.Store(to + (4 * apart), L.Load(from + (3 * step)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* from, nint step, float* to, nint apart)
    {
        V m1 = L.Load(from + step);
        L.Store(to, L.Add(L.Add(L.Load(from), m1), L.Load(from + (3 * step))));
        L.Store(to + apart, L.Add(L.Add(L.Load(from + (2 * step)), m1), L.Load(from + (4 * step))));
    }
}
