using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Four filters by up to three vectors of one output row, read straight from padded planes: no panel is packed, which
/// pays where few filters would share it.
/// </summary>
internal static unsafe class DirectTile4<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public const int Rows = 4;

    /// <summary>to[r * stride + p] = sum over k of a[k, r] * b[offsets[k] + p], <paramref name="vectors"/> (1 to 3) vectors wide.</summary>
    public static void Multiply(int vectors, int[] offsets, float* a, float* b, float* to, int stride)
    {
        switch (vectors)
        {
            case 1: Tile4x1(offsets, a, b, to, stride); break;
            case 2: Tile4x2(offsets, a, b, to, stride); break;
            default: Tile4x3(offsets, a, b, to, stride); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x1(int[] offsets, float* a, float* b, float* to, int stride)
    {
        V c00 = L.Zero;
        V c10 = L.Zero;
        V c20 = L.Zero;
        V c30 = L.Zero;
        foreach (int offset in offsets)
        {
            float* at = b + offset;
            V b0 = L.Load(at);
            V a0 = L.Set(a[0]);
            c00 = L.Fma(a0, b0, c00);
            V a1 = L.Set(a[1]);
            c10 = L.Fma(a1, b0, c10);
            V a2 = L.Set(a[2]);
            c20 = L.Fma(a2, b0, c20);
            V a3 = L.Set(a[3]);
            c30 = L.Fma(a3, b0, c30);
            a += 4;
        }

        L.Store(to, c00);
        to += stride;
        L.Store(to, c10);
        to += stride;
        L.Store(to, c20);
        to += stride;
        L.Store(to, c30);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x2(int[] offsets, float* a, float* b, float* to, int stride)
    {
        V c00 = L.Zero, c01 = L.Zero;
        V c10 = L.Zero, c11 = L.Zero;
        V c20 = L.Zero, c21 = L.Zero;
        V c30 = L.Zero, c31 = L.Zero;
        foreach (int offset in offsets)
        {
            float* at = b + offset;
            V b0 = L.Load(at);
            V b1 = L.Load(at + L.Count);
            V a0 = L.Set(a[0]);
            c00 = L.Fma(a0, b0, c00);
            c01 = L.Fma(a0, b1, c01);
            V a1 = L.Set(a[1]);
            c10 = L.Fma(a1, b0, c10);
            c11 = L.Fma(a1, b1, c11);
            V a2 = L.Set(a[2]);
            c20 = L.Fma(a2, b0, c20);
            c21 = L.Fma(a2, b1, c21);
            V a3 = L.Set(a[3]);
            c30 = L.Fma(a3, b0, c30);
            c31 = L.Fma(a3, b1, c31);
            a += 4;
        }

        L.Store(to, c00);
        L.Store(to + L.Count, c01);
        to += stride;
        L.Store(to, c10);
        L.Store(to + L.Count, c11);
        to += stride;
        L.Store(to, c20);
        L.Store(to + L.Count, c21);
        to += stride;
        L.Store(to, c30);
        L.Store(to + L.Count, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x3(int[] offsets, float* a, float* b, float* to, int stride)
    {
        V c00 = L.Zero, c01 = L.Zero, c02 = L.Zero;
        V c10 = L.Zero, c11 = L.Zero, c12 = L.Zero;
        V c20 = L.Zero, c21 = L.Zero, c22 = L.Zero;
        V c30 = L.Zero, c31 = L.Zero, c32 = L.Zero;
        foreach (int offset in offsets)
        {
            float* at = b + offset;
            V b0 = L.Load(at);
            V b1 = L.Load(at + L.Count);
            V b2 = L.Load(at + (2 * L.Count));
            V a0 = L.Set(a[0]);
            c00 = L.Fma(a0, b0, c00);
            c01 = L.Fma(a0, b1, c01);
            c02 = L.Fma(a0, b2, c02);
            V a1 = L.Set(a[1]);
            c10 = L.Fma(a1, b0, c10);
            c11 = L.Fma(a1, b1, c11);
            c12 = L.Fma(a1, b2, c12);
            V a2 = L.Set(a[2]);
            c20 = L.Fma(a2, b0, c20);
            c21 = L.Fma(a2, b1, c21);
            c22 = L.Fma(a2, b2, c22);
            V a3 = L.Set(a[3]);
            c30 = L.Fma(a3, b0, c30);
            c31 = L.Fma(a3, b1, c31);
            c32 = L.Fma(a3, b2, c32);
            a += 4;
        }

        L.Store(to, c00);
        L.Store(to + L.Count, c01);
        L.Store(to + (2 * L.Count), c02);
        to += stride;
        L.Store(to, c10);
        L.Store(to + L.Count, c11);
        L.Store(to + (2 * L.Count), c12);
        to += stride;
        L.Store(to, c20);
        L.Store(to + L.Count, c21);
        L.Store(to + (2 * L.Count), c22);
        to += stride;
        L.Store(to, c30);
        L.Store(to + L.Count, c31);
        L.Store(to + (2 * L.Count), c32);
    }
}
