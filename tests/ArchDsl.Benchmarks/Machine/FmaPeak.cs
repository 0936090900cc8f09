using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ArchDsl.Benchmarks.Machine;

/// <summary>How many fused multiply-adds this machine really does, by vector width and thread count, in registers alone.</summary>
internal static class FmaPeak
{
    // Latency times throughput is 8 to 10 on current cores: more accumulators than these give no more.
    private const int Accumulators = 12;
    private const int Trips = 4_000_000;
    private const int Repeats = 5;

    /// <summary>The best of a few runs, in floating point operations a second (a multiply-add is two), over all threads.</summary>
    /// <param name="bits">128, 256 or 512.</param>
    /// <param name="threads">How many threads compute at once.</param>
    public static double Measure(int bits, int threads)
    {
        Func<float, float> body = bits switch
        {
            512 => Chains<MultiplyAdd512, Vector512<float>>,
            256 => Chains<MultiplyAdd256, Vector256<float>>,
            _ => Chains<MultiplyAdd128, Vector128<float>>,
        };
        double operations = 2.0 * (bits / 32) * Accumulators * Trips;
        return Enumerable.Range(0, Repeats).Max(_ => threads * operations / Slowest(body, threads));
    }

    // From when the first thread begins, all standing ready, until the last has finished.
    private static double Slowest(Func<float, float> body, int threads)
    {
        using var gate = new Barrier(threads);
        var begins = new long[threads];
        var ends = new long[threads];
        Thread[] workers = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            gate.SignalAndWait();
            begins[i] = Stopwatch.GetTimestamp();
            GC.KeepAlive(body(1e-9f));
            ends[i] = Stopwatch.GetTimestamp();
        })).ToArray();
        Array.ForEach(workers, w => w.Start());
        Array.ForEach(workers, w => w.Join());
        return Stopwatch.GetElapsedTime(begins.Min(), ends.Max()).TotalSeconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains<TWidth, TVector>(float seed)
        where TWidth : struct, IMultiplyAdd<TVector>
        where TVector : struct
    {
        TVector x = TWidth.Create(seed), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int trip = 0; trip < Trips; trip++)
        {
            a = TWidth.MultiplyAdd(x, x, a);
            b = TWidth.MultiplyAdd(x, x, b);
            c = TWidth.MultiplyAdd(x, x, c);
            d = TWidth.MultiplyAdd(x, x, d);
            e = TWidth.MultiplyAdd(x, x, e);
            f = TWidth.MultiplyAdd(x, x, f);
            g = TWidth.MultiplyAdd(x, x, g);
            h = TWidth.MultiplyAdd(x, x, h);
            i = TWidth.MultiplyAdd(x, x, i);
            j = TWidth.MultiplyAdd(x, x, j);
            k = TWidth.MultiplyAdd(x, x, k);
            l = TWidth.MultiplyAdd(x, x, l);
        }

        // All chains reach the result, or the compiler may drop some.
        return TWidth.First(a) + TWidth.First(b) + TWidth.First(c) + TWidth.First(d) + TWidth.First(e) + TWidth.First(f)
            + TWidth.First(g) + TWidth.First(h) + TWidth.First(i) + TWidth.First(j) + TWidth.First(k) + TWidth.First(l);
    }
}
