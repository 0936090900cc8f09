using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ArchDsl.Benchmarks.Compare.Preparation;

namespace ArchDsl.Benchmarks.Compare.Engines;

/// <summary>Holds programs to as many processors as they have threads, where the system has <c>taskset</c>.</summary>
internal static class Affinity
{
    private static readonly int[] Processors = Allowed();

    /// <summary>Whether programs are held to processors here.</summary>
    public static bool IsHere { get; } = OperatingSystem.IsLinux() && Processors.Length > 0 && Command.Exists("taskset", "--version");

    /// <summary>A start on the first <paramref name="threads"/> processors, the same ones for every engine.</summary>
    public static ProcessStartInfo Start(int threads, string program, IEnumerable<string> arguments) => IsHere
        ? new ProcessStartInfo("taskset", ["-c", string.Join(',', Processors.Take(threads)), program, .. arguments])
        : new ProcessStartInfo(program, arguments);

    /// <summary>Holds the calling thread to one of the processors that programs are held to.</summary>
    /// <param name="index">Which of them; beyond the last, or on other systems than Linux, the thread stays free.</param>
    public static unsafe void Hold(int index)
    {
        if (!OperatingSystem.IsLinux() || index >= Processors.Length)
        {
            return;
        }

        Span<ulong> mask = stackalloc ulong[(Processors[index] / 64) + 1];
        mask.Clear();
        mask[^1] = 1UL << (Processors[index] % 64);
        fixed (ulong* bits = mask)
        {
            _ = SetAffinity(0, (nuint)mask.Length * sizeof(ulong), bits);
        }
    }

    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    private static extern unsafe int SetAffinity(int thread, nuint bytes, ulong* mask);

    private static int[] Allowed()
    {
        const string key = "Cpus_allowed_list:";
        const string status = "/proc/self/status";
        return !File.Exists(status) ? [] : File.ReadLines(status)
            .Where(l => l.StartsWith(key, StringComparison.Ordinal))
            .SelectMany(l => l[key.Length..].Split(',', StringSplitOptions.TrimEntries))
            .SelectMany(Range)
            .ToArray();
    }

    private static IEnumerable<int> Range(string text)
    {
        int[] ends = text.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
