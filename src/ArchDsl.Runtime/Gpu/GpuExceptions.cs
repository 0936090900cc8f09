using System.Globalization;

namespace ArchDsl.Runtime.Gpu;

/// <summary>A network cannot run on a GPU as asked.</summary>
public class GpuException : Exception
{
    /// <summary>With a message.</summary>
    public GpuException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A run was given more samples than the network was loaded for.</summary>
public sealed class BatchTooLargeException : GpuException
{
    /// <summary>With both numbers.</summary>
    public BatchTooLargeException(string network, int samples, int maxBatch)
        : base($"{network} was loaded for batches of up to {Text(maxBatch)}, got {Text(samples)} samples; load it with maxBatch: {Text(samples)}, or run the batch in parts")
    {
        Samples = samples;
        MaxBatch = maxBatch;
    }

    /// <summary>The samples that were given.</summary>
    public int Samples { get; }

    /// <summary>The most samples of one run.</summary>
    public int MaxBatch { get; }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A stream or memory belongs to another accelerator than the network.</summary>
public sealed class WrongAcceleratorException : GpuException
{
    /// <summary>With what was given and both accelerators.</summary>
    public WrongAcceleratorException(string network, string what, string own, string given)
        : base($"{what} belongs to the accelerator {given}, {network} was loaded on {own}")
    {
    }
}

/// <summary>The accelerator has not as much memory as the network needs.</summary>
public sealed class GpuMemoryException : GpuException
{
    /// <summary>With what the memory is for, bytes asked and bytes free.</summary>
    /// <param name="what">What the memory is for.</param>
    /// <param name="asked">Bytes asked for.</param>
    /// <param name="free">Bytes free, or null where the accelerator does not say.</param>
    /// <param name="total">Bytes of the accelerator.</param>
    /// <param name="innerException">What the accelerator said.</param>
    public GpuMemoryException(string what, long asked, long? free, long total, Exception? innerException = null)
        : base(Message(what, asked, free, total), innerException)
    {
        Asked = asked;
        Free = free;
    }

    /// <summary>Bytes asked for.</summary>
    public long Asked { get; }

    /// <summary>Bytes that were free, where the accelerator says.</summary>
    public long? Free { get; }

    private static new string Message(string what, long asked, long? free, long total) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what} takes {asked:N0} bytes; {(free is null ? $"the accelerator has {total:N0} bytes in all" : $"{free:N0} of the accelerator's {total:N0} bytes are free")}; a smaller maxBatch takes less");
}
