using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Four output channels by up to three vectors of pixels: for machines of 16 vector registers, and ragged ends. Accumulators are named one by one because only locals stay in registers.
/// </summary>
internal static unsafe class ProductTile4<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public const int Rows = 4;

    /// <summary>
    /// tile[r, p] = sum over k of a[k, r] * b[k, p], where b and tile are <paramref name="vectors"/> (1 to 3) vectors wide.
    /// </summary>
    public static void Multiply(int vectors, int depth, float* a, float* b, float* tile)
    {
        switch (vectors)
        {
            case 1: Tile4x1(depth, a, b, tile); break;
            case 2: Tile4x2(depth, a, b, tile); break;
            default: Tile4x3(depth, a, b, tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x1(int depth, float* a, float* b, float* tile)
    {
        V c00 = L.Zero;
        V c10 = L.Zero;
        V c20 = L.Zero;
        V c30 = L.Zero;
        for (int k = 0; k < depth; k++)
        {
            V b0 = L.Load(b);
            V a0 = L.Set(a[0]);
            c00 = L.Fma(a0, b0, c00);
            V a1 = L.Set(a[1]);
            c10 = L.Fma(a1, b0, c10);
            V a2 = L.Set(a[2]);
            c20 = L.Fma(a2, b0, c20);
            V a3 = L.Set(a[3]);
            c30 = L.Fma(a3, b0, c30);
            a += 4;
            b += L.Count;
        }

        L.Store(tile, c00);
        L.Store(tile + L.Count, c10);
        L.Store(tile + (2 * L.Count), c20);
        L.Store(tile + (3 * L.Count), c30);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x2(int depth, float* a, float* b, float* tile)
    {
        V c00 = L.Zero, c01 = L.Zero;
        V c10 = L.Zero, c11 = L.Zero;
        V c20 = L.Zero, c21 = L.Zero;
        V c30 = L.Zero, c31 = L.Zero;
        for (int k = 0; k < depth; k++)
        {
            V b0 = L.Load(b);
            V b1 = L.Load(b + L.Count);
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
            b += 2 * L.Count;
        }

        L.Store(tile, c00);
        L.Store(tile + L.Count, c01);
        L.Store(tile + (2 * L.Count), c10);
        L.Store(tile + (3 * L.Count), c11);
        L.Store(tile + (4 * L.Count), c20);
        L.Store(tile + (5 * L.Count), c21);
        L.Store(tile + (6 * L.Count), c30);
        L.Store(tile + (7 * L.Count), c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x3(int depth, float* a, float* b, float* tile)
    {
        V c00 = L.Zero, c01 = L.Zero, c02 = L.Zero;
        V c10 = L.Zero, c11 = L.Zero, c12 = L.Zero;
        V c20 = L.Zero, c21 = L.Zero, c22 = L.Zero;
        V c30 = L.Zero, c31 = L.Zero, c32 = L.Zero;
        for (int k = 0; k < depth; k++)
        {
            V b0 = L.Load(b);
            V b1 = L.Load(b + L.Count);
            V b2 = L.Load(b + (2 * L.Count));
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
            b += 3 * L.Count;
        }

        L.Store(tile, c00);
        L.Store(tile + L.Count, c01);
        L.Store(tile + (2 * L.Count), c02);
        L.Store(tile + (3 * L.Count), c10);
        L.Store(tile + (4 * L.Count), c11);
        L.Store(tile + (5 * L.Count), c12);
        L.Store(tile + (6 * L.Count), c20);
        L.Store(tile + (7 * L.Count), c21);
        L.Store(tile + (8 * L.Count), c22);
        L.Store(tile + (9 * L.Count), c30);
        L.Store(tile + (10 * L.Count), c31);
        L.Store(tile + (11 * L.Count), c32);
    }
}
