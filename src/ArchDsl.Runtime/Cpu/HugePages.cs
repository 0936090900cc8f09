using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ArchDsl.Runtime.Cpu;

/// <summary>
/// Asks for memory in large pages. A network's weights are some hundred megabytes that are touched for the first time when
/// it is loaded and streamed through in every run: in 4 KiB pages the first takes longer than packing them, and the second
/// misses the cache of addresses.
/// </summary>
internal static unsafe class HugePages
{
    /// <summary>Bytes of a page where processors have pages of several sizes (x86-64; arm64 with the usual 4 KiB ones).</summary>
    public const int Size = 2 << 20;

    private const int Advice = 14;

    // Small pages under as many bytes come in about a millisecond.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// Has a large page put under the first byte. Advice: nothing depends on its being taken. Where memory is plenty that
    /// costs a tenth of the time of its small pages; a virtual machine whose host took back what was free waits for the host
    /// several times as long.
    /// </summary>
    /// <param name="start">The first byte of the page, on a boundary of <see cref="Size"/>.</param>
    /// <returns>Whether it came in reasonable time, so that another is worth asking for.</returns>
    public static bool Take(byte* start)
    {
        long begin = Stopwatch.GetTimestamp();
        if (!Ask(start))
        {
            return false;
        }

        *start = 0;
        return Stopwatch.GetElapsedTime(begin) < Slow;
    }

    /// <summary>Has a large page put under the first byte once something is written there.</summary>
    /// <param name="start">The first byte of the page, on a boundary of <see cref="Size"/>.</param>
    /// <returns>Whether the system took the advice.</returns>
    public static bool Ask(byte* start)
    {
        try
        {
            return OperatingSystem.IsLinux() && Advise(start, Size, Advice) == 0;
        }
        catch (DllNotFoundException)
        {
            // A system without a shared C library keeps its small pages.
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern int Advise(void* start, nuint bytes, int advice);
}
