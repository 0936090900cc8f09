using System.Globalization;

namespace ArchDsl.Benchmarks.Machine;

/// <summary>How busy other programs keep the processors.</summary>
internal static class OtherLoad
{
    private const string Source = "/proc/stat";

    /// <summary>Watches for a second while this program does nothing.</summary>
    /// <returns>The part of all processors' time that others took, or null where the system does not say.</returns>
    public static double? Watch()
    {
        if (!File.Exists(Source))
        {
            return null;
        }

        (long idle, long all) before = Read();
        Thread.Sleep(TimeSpan.FromSeconds(1));
        (long idle, long all) after = Read();
        return after.all == before.all ? null : 1 - ((double)(after.idle - before.idle) / (after.all - before.all));
    }

    // The first line: ticks in user, nice, system, idle and iowait mode, and more that ran something.
    private static (long Idle, long All) Read()
    {
        long[] ticks = File.ReadLines(Source).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return (ticks[3] + ticks[4], ticks.Take(8).Sum());
    }
}
