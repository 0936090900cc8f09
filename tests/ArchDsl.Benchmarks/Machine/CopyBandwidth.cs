using System.Diagnostics;

namespace ArchDsl.Benchmarks.Machine;

/// <summary>How fast one thread copies memory that no cache holds.</summary>
internal static class CopyBandwidth
{
    private const int Floats = 64 << 20;
    private const int Repeats = 5;

    /// <summary>The best of a few copies, in bytes a second, read and written bytes together.</summary>
    public static double Measure()
    {
        var from = new float[Floats];
        var to = new float[Floats];
        Array.Fill(from, 1f);
        from.CopyTo(to, 0);
        return Enumerable.Range(0, Repeats).Max(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            from.AsSpan().CopyTo(to);
            return 2.0 * Floats * sizeof(float) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
    }
}
