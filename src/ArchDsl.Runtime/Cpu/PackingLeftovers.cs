namespace ArchDsl.Runtime.Cpu;

/// <summary>
/// Packing leaves every layer's weights behind twice, as loaded and with its norm folded in, of no more use once the kernel
/// is made. Left alone the collector lets them grow to as many as all weights, and the peak of a run is that of its load.
/// </summary>
internal sealed class PackingLeftovers
{
    /// <summary>Seldom enough to cost little: to collect a few large arrays without references takes about a millisecond.</summary>
    private const long Enough = 32L << 20;

    private long _collected = GC.GetAllocatedBytesForCurrentThread();

    /// <summary>Collects if the calling thread has allocated enough since the last time.</summary>
    public void Collect()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - _collected < Enough)
        {
            return;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        _collected = allocated;
    }
}
