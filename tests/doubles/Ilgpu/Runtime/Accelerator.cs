using ILGPU.Simulation;

namespace ILGPU.Runtime;

/// <summary>A device at work: its memory, streams and kernels.</summary>
public abstract class Accelerator : IDisposable
{
    private readonly List<AcceleratorObject> _objects = [];
    private readonly Lock _lock = new();
    private int _phase;

    private protected Accelerator(Context context, Device device)
    {
        context.Register(this);
        Context = context;
        Device = device;
        DefaultStream = new AcceleratorStream(this);
    }

    /// <summary>What the running kernel runs on, and the CPU outside kernels.</summary>
    public static AcceleratorType CurrentType => AcceleratorType.CPU;

    public Context Context { get; }
    public Device Device { get; }
    public AcceleratorStream DefaultStream { get; }
    public bool IsDisposed { get; private set; }
    public AcceleratorType AcceleratorType => Device.AcceleratorType;
    public string Name => Device.Name;
    public long MemorySize => Device.MemorySize;
    public Index3D MaxGridSize => Device.MaxGridSize;
    public Index3D MaxGroupSize => Device.MaxGroupSize;
    public int MaxNumThreadsPerGroup => Device.MaxNumThreadsPerGroup;
    public int MaxSharedMemoryPerGroup => Device.MaxSharedMemoryPerGroup;
    public int MaxConstantMemory => Device.MaxConstantMemory;
    public int WarpSize => Device.WarpSize;
    public int NumMultiprocessors => Device.NumMultiprocessors;
    public int MaxNumThreadsPerMultiprocessor => Device.MaxNumThreadsPerMultiprocessor;
    public int MaxNumThreads => Device.MaxNumThreads;

    /// <summary>Of the double alone: bytes that all buffers take together at most, so that tests can run a device out of memory.</summary>
    public long SimulatedMemory { get; set; } = long.MaxValue;

    /// <summary>Of the double alone: bytes that all buffers take together.</summary>
    public long SimulatedMemoryUsed => Children<DeviceMemory>().Sum(memory => memory.LengthInBytes);

    public AcceleratorStream CreateStream()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return new AcceleratorStream(this);
    }

    public void Synchronize() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>Memory for <paramref name="length"/> elements, filled with a NaN pattern: real buffers are not zeroed.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > Array.MaxLength / Interop.SizeOf<T>())
            throw new OutOfMemoryException(FormattableString.Invariant($"a buffer of {length} elements of {Interop.SizeOf<T>()} bytes"));
        if (SimulatedMemoryUsed + (length * Interop.SizeOf<T>()) > SimulatedMemory)
            throw new OutOfMemoryException(FormattableString.Invariant($"a buffer of {length} elements of {Interop.SizeOf<T>()} bytes in a memory of {SimulatedMemory}"));
        var memory = new DeviceMemory(this, length, Interop.SizeOf<T>());
        return new MemoryBuffer1D<T, Stride1D.Dense>(this, new ArrayView<T>(memory, 0, length));
    }

    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        foreach (AcceleratorObject child in Children<AcceleratorObject>())
            child.Dispose();
        GC.SuppressFinalize(this);
    }

    public override string ToString() => Device.ToString();

    internal T[] Children<T>()
        where T : AcceleratorObject
    {
        lock (_lock)
            return [.. _objects.OfType<T>()];
    }

    /// <summary>The number of the next stretch of kernel work between two barriers.</summary>
    internal int NextPhase() => Interlocked.Increment(ref _phase);

    internal void Register(AcceleratorObject child)
    {
        lock (_lock)
            _objects.Add(child);
    }

    internal void Forget(AcceleratorObject child)
    {
        lock (_lock)
            _objects.Remove(child);
    }
}
