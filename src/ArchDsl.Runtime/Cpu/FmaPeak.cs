using System.Diagnostics;
using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Cpu;

/// <summary>What the machine's multiply-add units do when nothing holds them up.</summary>
internal static class FmaPeak
{
    private const int Runs = 20;
    private const int Steps = 400_000;
    private const int Chains = 12;

    /// <summary>10⁹ operations a second at a vector width on threads at once, two an element of a multiply-add: the best of some short runs.</summary>
    public static double Gflops(SimdWidth width, int threads)
    {
        SimdWidth resolved = SimdWidths.Resolve(width);
        double best = Enumerable.Range(0, Runs).Min(_ => Seconds(resolved, threads));
        return 2.0 * threads * Steps * Chains * SimdWidths.Lanes(resolved) / best / 1e9;
    }

    // From when the first thread begins, all standing ready, until the last has finished.
    private static double Seconds(SimdWidth width, int threads)
    {
        var begins = new long[threads];
        var ends = new long[threads];
        if (threads == 1)
        {
            Time(0);
            return Stopwatch.GetElapsedTime(begins[0], ends[0]).TotalSeconds;
        }

        using var gate = new Barrier(threads);
        Thread[] workers = Arrays.Of(threads, i => new Thread(() =>
        {
            gate.SignalAndWait();
            Time(i);
        }));
        Array.ForEach(workers, w => w.Start());
        Array.ForEach(workers, w => w.Join());
        return Stopwatch.GetElapsedTime(begins.Min(), ends.Max()).TotalSeconds;

        void Time(int index)
        {
            begins[index] = Stopwatch.GetTimestamp();
            _ = width switch
            {
                SimdWidth.Bits512 => Spin<Lanes512, Floats512>(),
                SimdWidth.Bits256 => Spin<Lanes256, Floats256>(),
                _ => Spin<Lanes128, Floats128>(),
            };
            ends[index] = Stopwatch.GetTimestamp();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
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
