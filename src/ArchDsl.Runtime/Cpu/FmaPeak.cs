using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Cpu;

/// <summary>What one thread's multiply-add units do when nothing holds them up.</summary>
internal static class FmaPeak
{
    private const int Steps = 100_000;
    private const int Chains = 12;

    /// <summary>10⁹ operations a second at a vector width, two an element of a multiply-add: the best of some short runs.</summary>
    public static double Gflops(SimdWidth width)
    {
        double best = double.MaxValue;
        for (int run = 0; run < 40; run++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = SimdWidths.Resolve(width) switch
            {
                SimdWidth.Bits512 => Spin<Lanes512, Vector512<float>>(),
                SimdWidth.Bits256 => Spin<Lanes256, Vector256<float>>(),
                _ => Spin<Lanes128, Vector128<float>>(),
            };
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        int lanes = SimdWidths.Resolve(width) switch { SimdWidth.Bits512 => 16, SimdWidth.Bits256 => 8, _ => 4 };
        return 2.0 * Steps * Chains * lanes / best / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin<L, V>()
        where L : struct, ILanes<V>
        where V : struct
    {
        V by = L.Set(0.5f);
        V a = by, b = by, c = by, d = by, e = by, f = by, g = by, h = by, i = by, j = by, k = by, l = by;
        for (int step = 0; step < Steps; step++)
        {
            a = L.Fma(a, by, by);
            b = L.Fma(b, by, by);
            c = L.Fma(c, by, by);
            d = L.Fma(d, by, by);
            e = L.Fma(e, by, by);
            f = L.Fma(f, by, by);
            g = L.Fma(g, by, by);
            h = L.Fma(h, by, by);
            i = L.Fma(i, by, by);
            j = L.Fma(j, by, by);
            k = L.Fma(k, by, by);
            l = L.Fma(l, by, by);
        }

        return L.Sum(L.Add(L.Add(L.Add(a, b), L.Add(c, d)), L.Add(L.Add(e, f), L.Add(L.Add(g, h), L.Add(L.Add(i, j), L.Add(k, l))))));
    }
}
