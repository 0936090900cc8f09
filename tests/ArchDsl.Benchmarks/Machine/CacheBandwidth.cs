using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArchDsl.Benchmarks.Compare.Engines;

namespace ArchDsl.Benchmarks.Machine;

/// <summary>
/// How fast processors read what their second-level caches hold, all at once. It is what a neighbour on the same core takes
/// first: multiply-adds alone still run at full speed beside one.
/// </summary>
internal static class CacheBandwidth
{
    private const int Floats = 128 << 10;
    private const int Repeats = 200;

    // To fetch the floats and to let the processor get up to speed.
    private const int WarmUps = 30;

    /// <summary>Measures for about a millisecond.</summary>
    /// <param name="processors">How many, those that programs are held to.</param>
    /// <returns>Bytes a second of the slowest processor.</returns>
    public static double Measure(int processors)
    {
        var rates = new double[processors];
        using var gate = new Barrier(processors);
        Thread[] readers = Enumerable.Range(0, processors).Select(i => new Thread(() =>
        {
            Affinity.Hold(i);
            var floats = new float[Floats];
            gate.SignalAndWait();
            Read(floats, WarmUps);
            long start = Stopwatch.GetTimestamp();
            Read(floats, Repeats);
            rates[i] = (double)Repeats * Floats * sizeof(float) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        })).ToArray();
        Array.ForEach(readers, r => r.Start());
        Array.ForEach(readers, r => r.Join());
        return rates.Min();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Read(float[] floats, int times)
    {
        ref float first = ref MemoryMarshal.GetArrayDataReference(floats);
        Vector512<float> a = default, b = default, c = default, d = default;
        for (int time = 0; time < times; time++)
        {
            for (nuint i = 0; i < Floats; i += 64)
            {
                a += Vector512.LoadUnsafe(ref first, i);
                b += Vector512.LoadUnsafe(ref first, i + 16);
                c += Vector512.LoadUnsafe(ref first, i + 32);
                d += Vector512.LoadUnsafe(ref first, i + 48);
            }
        }

        return Vector512.Sum(a + b + c + d);
    }
}
