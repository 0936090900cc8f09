using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Benchmarks.Kernels;

/// <summary>What one core can do at most: fused multiply-adds on registers and nothing else.</summary>
internal static class FmaPeak
{
    private const int Rounds = 200_000;
    private const int Chains = 12;

    /// <summary>GFLOP/s of one core at a vector width, the best of many runs.</summary>
    public static double Measure(SimdWidth width) => SimdWidths.Resolve(width) switch
    {
        SimdWidth.Bits512 => Measure<Lanes512, Vector512<float>>(),
        SimdWidth.Bits256 => Measure<Lanes256, Vector256<float>>(),
        _ => Measure<Lanes128, Vector128<float>>(),
    };

    private static double Measure<L, V>()
        where L : struct, ILanes<V>
        where V : struct
    {
        double best = double.MaxValue;
        for (int run = 0; run < 60; run++)
        {
            long start = Stopwatch.GetTimestamp();
            float kept = Chain<L, V>(0.5f);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            GC.KeepAlive(kept);
        }

        return 2.0 * Rounds * Chains * L.Count / best / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chain<L, V>(float value)
        where L : struct, ILanes<V>
        where V : struct
    {
        V m = L.Set(value);
        V a = m, b = m, c = m, d = m, e = m, f = m, g = m, h = m, i = m, j = m, k = m, l = m;
        for (int round = 0; round < Rounds; round++)
        {
            a = L.Fma(a, m, m);
            b = L.Fma(b, m, m);
            c = L.Fma(c, m, m);
            d = L.Fma(d, m, m);
            e = L.Fma(e, m, m);
            f = L.Fma(f, m, m);
            g = L.Fma(g, m, m);
            h = L.Fma(h, m, m);
            i = L.Fma(i, m, m);
            j = L.Fma(j, m, m);
            k = L.Fma(k, m, m);
            l = L.Fma(l, m, m);
        }

        V sum = L.Add(L.Add(L.Add(a, b), L.Add(c, d)), L.Add(L.Add(e, f), L.Add(g, h)));
        return L.Sum(L.Add(sum, L.Add(L.Add(i, j), L.Add(k, l))));
    }
}
