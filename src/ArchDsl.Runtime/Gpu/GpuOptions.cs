namespace ArchDsl.Runtime.Gpu;

/// <summary>How a network runs on a GPU.</summary>
/// <param name="MaxBatch">The most samples of one run; memory is laid out for so many, and tiles are chosen for them.</param>
/// <param name="Precision">How exactly convolutions multiply.</param>
public sealed record GpuOptions(int MaxBatch = 1, Precision Precision = Precision.Strict)
{
    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch is not positive, or there is no such precision.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1, nameof(MaxBatch));
        if (!Enum.IsDefined(Precision))
        {
            throw new ArgumentOutOfRangeException(nameof(Precision), Precision, "there is no such precision");
        }
    }
}
