using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Eight output channels by up to three vectors of pixels: for machines of 32 vector registers. Accumulators are named one by one because only locals stay in registers.
/// </summary>
internal static unsafe class ProductTile8<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public const int Rows = 8;

    /// <summary>
    /// tile[r, p] = sum over k of a[k, r] * b[k, p], where b and tile are <paramref name="vectors"/> (1 to 3) vectors wide.
    /// </summary>
    public static void Multiply(int vectors, int depth, float* a, float* b, float* tile)
    {
        switch (vectors)
        {
            case 1: Tile8x1(depth, a, b, tile); break;
            case 2: Tile8x2(depth, a, b, tile); break;
            default: Tile8x3(depth, a, b, tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x1(int depth, float* a, float* b, float* tile)
    {
        V c00 = L.Zero;
        V c10 = L.Zero;
        V c20 = L.Zero;
        V c30 = L.Zero;
        V c40 = L.Zero;
        V c50 = L.Zero;
        V c60 = L.Zero;
        V c70 = L.Zero;
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
            V a4 = L.Set(a[4]);
            c40 = L.Fma(a4, b0, c40);
            V a5 = L.Set(a[5]);
            c50 = L.Fma(a5, b0, c50);
            V a6 = L.Set(a[6]);
            c60 = L.Fma(a6, b0, c60);
            V a7 = L.Set(a[7]);
            c70 = L.Fma(a7, b0, c70);
            a += 8;
            b += L.Count;
        }

        L.Store(tile, c00);
        L.Store(tile + L.Count, c10);
        L.Store(tile + (2 * L.Count), c20);
        L.Store(tile + (3 * L.Count), c30);
        L.Store(tile + (4 * L.Count), c40);
        L.Store(tile + (5 * L.Count), c50);
        L.Store(tile + (6 * L.Count), c60);
        L.Store(tile + (7 * L.Count), c70);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x2(int depth, float* a, float* b, float* tile)
    {
        V c00 = L.Zero, c01 = L.Zero;
        V c10 = L.Zero, c11 = L.Zero;
        V c20 = L.Zero, c21 = L.Zero;
        V c30 = L.Zero, c31 = L.Zero;
        V c40 = L.Zero, c41 = L.Zero;
        V c50 = L.Zero, c51 = L.Zero;
        V c60 = L.Zero, c61 = L.Zero;
        V c70 = L.Zero, c71 = L.Zero;
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
            V a4 = L.Set(a[4]);
            c40 = L.Fma(a4, b0, c40);
            c41 = L.Fma(a4, b1, c41);
            V a5 = L.Set(a[5]);
            c50 = L.Fma(a5, b0, c50);
            c51 = L.Fma(a5, b1, c51);
            V a6 = L.Set(a[6]);
            c60 = L.Fma(a6, b0, c60);
            c61 = L.Fma(a6, b1, c61);
            V a7 = L.Set(a[7]);
            c70 = L.Fma(a7, b0, c70);
            c71 = L.Fma(a7, b1, c71);
            a += 8;
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
        L.Store(tile + (8 * L.Count), c40);
        L.Store(tile + (9 * L.Count), c41);
        L.Store(tile + (10 * L.Count), c50);
        L.Store(tile + (11 * L.Count), c51);
        L.Store(tile + (12 * L.Count), c60);
        L.Store(tile + (13 * L.Count), c61);
        L.Store(tile + (14 * L.Count), c70);
        L.Store(tile + (15 * L.Count), c71);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x3(int depth, float* a, float* b, float* tile)
    {
        V c00 = L.Zero, c01 = L.Zero, c02 = L.Zero;
        V c10 = L.Zero, c11 = L.Zero, c12 = L.Zero;
        V c20 = L.Zero, c21 = L.Zero, c22 = L.Zero;
        V c30 = L.Zero, c31 = L.Zero, c32 = L.Zero;
        V c40 = L.Zero, c41 = L.Zero, c42 = L.Zero;
        V c50 = L.Zero, c51 = L.Zero, c52 = L.Zero;
        V c60 = L.Zero, c61 = L.Zero, c62 = L.Zero;
        V c70 = L.Zero, c71 = L.Zero, c72 = L.Zero;
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
            V a4 = L.Set(a[4]);
            c40 = L.Fma(a4, b0, c40);
            c41 = L.Fma(a4, b1, c41);
            c42 = L.Fma(a4, b2, c42);
            V a5 = L.Set(a[5]);
            c50 = L.Fma(a5, b0, c50);
            c51 = L.Fma(a5, b1, c51);
            c52 = L.Fma(a5, b2, c52);
            V a6 = L.Set(a[6]);
            c60 = L.Fma(a6, b0, c60);
            c61 = L.Fma(a6, b1, c61);
            c62 = L.Fma(a6, b2, c62);
            V a7 = L.Set(a[7]);
            c70 = L.Fma(a7, b0, c70);
            c71 = L.Fma(a7, b1, c71);
            c72 = L.Fma(a7, b2, c72);
            a += 8;
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
        L.Store(tile + (12 * L.Count), c40);
        L.Store(tile + (13 * L.Count), c41);
        L.Store(tile + (14 * L.Count), c42);
        L.Store(tile + (15 * L.Count), c50);
        L.Store(tile + (16 * L.Count), c51);
        L.Store(tile + (17 * L.Count), c52);
        L.Store(tile + (18 * L.Count), c60);
        L.Store(tile + (19 * L.Count), c61);
        L.Store(tile + (20 * L.Count), c62);
        L.Store(tile + (21 * L.Count), c70);
        L.Store(tile + (22 * L.Count), c71);
        L.Store(tile + (23 * L.Count), c72);
    }
}
