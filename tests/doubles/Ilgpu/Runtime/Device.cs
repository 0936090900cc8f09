namespace ILGPU.Runtime;

/// <summary>The kinds of accelerator.</summary>
public enum AcceleratorType
{
    CPU,
    Cuda,
    OpenCL,
}

/// <summary>A device and its limits.</summary>
public abstract class Device
{
    protected Device(AcceleratorType type, string name)
    {
        AcceleratorType = type;
        Name = name;
    }

    public AcceleratorType AcceleratorType { get; }
    public string Name { get; }
    public long MemorySize { get; protected init; }
    public Index3D MaxGridSize { get; protected init; }
    public Index3D MaxGroupSize { get; protected init; }
    public int MaxNumThreadsPerGroup { get; protected init; }
    public int MaxSharedMemoryPerGroup { get; protected init; }
    public int MaxConstantMemory { get; protected init; }
    public int WarpSize { get; protected init; }
    public int NumMultiprocessors { get; protected init; }
    public int MaxNumThreadsPerMultiprocessor { get; protected init; }
    public int MaxNumThreads => NumMultiprocessors * MaxNumThreadsPerMultiprocessor;

    public abstract Accelerator CreateAccelerator(Context context);

    public override string ToString() => FormattableString.Invariant(
        $"{Name} [Type: {AcceleratorType}, WarpSize: {WarpSize}, MaxNumThreadsPerGroup: {MaxNumThreadsPerGroup}, MemorySize: {MemorySize}]");
}
