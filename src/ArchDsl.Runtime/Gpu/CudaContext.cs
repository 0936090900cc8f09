using System.Globalization;

namespace ArchDsl.Runtime.Gpu;

/// <summary>
/// The primary context of a CUDA device: the one libtorch computes in, so that its tensors are valid here. Made by the
/// driver if nobody uses it yet.
/// </summary>
public sealed class CudaContext : IDisposable
{
    private const int MaxThreads = 1;
    private const int MaxGridX = 5;
    private const int MaxSharedBytes = 8;
    private const int Multiprocessors = 16;
    private const int CapabilityMajor = 75;
    private const int CapabilityMinor = 76;

    private readonly int _device;
    private readonly nint _context;
    private bool _isDisposed;

    internal CudaContext(CudaDriver driver, int ordinal)
    {
        Driver = driver;
        _device = driver.Device(ordinal);
        int Of(int attribute) => driver.Attribute(_device, attribute);
        Major = Of(CapabilityMajor);
        Minor = Of(CapabilityMinor);
        Limits = new GpuLimits(
            driver.NameOf(_device), Of(Multiprocessors), Of(MaxThreads), Of(MaxSharedBytes), Of(MaxGridX), Of(MaxGridX + 1), Of(MaxGridX + 2), HasTf32: Major >= 8);
        _context = driver.RetainPrimaryContext(_device);
    }

    /// <summary>What the device can run at once.</summary>
    public GpuLimits Limits { get; }

    /// <summary>The compute capability before the point.</summary>
    public int Major { get; }

    /// <summary>The compute capability behind the point.</summary>
    public int Minor { get; }

    internal CudaDriver Driver { get; }

    /// <summary>Opens the primary context of a device.</summary>
    /// <param name="device">The device's number, as libtorch and the driver count.</param>
    /// <exception cref="CudaUnavailableException">There is no driver, or it is too old, or there is no device.</exception>
    /// <exception cref="CudaDriverException">There is no device of that number, or it cannot be used.</exception>
    public static CudaContext OfDevice(int device) => new(CudaDriver.Default, device);

    /// <summary>Ends this use of the context.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Driver.ReleasePrimaryContext(_device);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Limits.Name} (compute capability {Major}.{Minor})");

    /// <summary>Makes the context current on this thread until the result is disposed.</summary>
    internal Current Enter()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Driver.Push(_context);
        return new Current(Driver);
    }

    internal readonly struct Current(CudaDriver driver) : IDisposable
    {
        public void Dispose() => driver.Pop();
    }
}
