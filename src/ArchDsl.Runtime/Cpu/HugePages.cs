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

    /// <summary>Asks for large pages under whole ones of a range. Advice: nothing depends on its being taken.</summary>
    /// <param name="start">The first byte, on a boundary of <see cref="Size"/>.</param>
    /// <param name="bytes">How many bytes follow.</param>
    public static void Ask(void* start, nint bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Advise(start, (nuint)(bytes / Size * Size), Advice);
        }
        catch (DllNotFoundException)
        {
            // A system without a shared C library keeps its small pages.
        }
    }

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern int Advise(void* start, nuint bytes, int advice);
}
