namespace ArchDsl.Runtime.Gpu;

/// <summary>How a network runs on a GPU.</summary>
/// <param name="MaxBatch">The most samples of one run; memory is laid out for so many, and tiles are chosen for them.</param>
/// <param name="Precision">How exactly convolutions multiply.</param>
public readonly record struct GpuOptions(int MaxBatch = 1, Precision Precision = Precision.Strict)
{
    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch is not positive.</exception>
    public void Check() => ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1, nameof(MaxBatch));
}
