namespace ILGPU.Runtime.CPU;

/// <summary>Which GPU's dimensions a CPU device imitates.</summary>
public enum CPUDeviceKind
{
    Default,
    Nvidia,
    AMD,
    LegacyAMD,
    Intel,
}

/// <summary>
/// The device that runs kernels on the CPU. Its limits are those a kernel must keep to run on any GPU: 48 KiB of shared
/// memory a group and 65,535 groups in Y and Z, where the real library's CPU device has no limit to shared memory.
/// </summary>
public sealed class CPUDevice : Device
{
    public static readonly CPUDevice Default = new(4, 4, 1);
    public static readonly CPUDevice Nvidia = new(32, 32, 1);
    public static readonly CPUDevice AMD = new(32, 8, 1);
    public static readonly CPUDevice LegacyAMD = new(64, 4, 1);
    public static readonly CPUDevice Intel = new(16, 8, 1);

    private static readonly CPUDevice[] Kinds = [Default, Nvidia, AMD, LegacyAMD, Intel];

    public CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors)
        : base(AcceleratorType.CPU, nameof(CPUAccelerator))
    {
        if (numThreadsPerWarp < 2 || !int.IsPow2(numThreadsPerWarp))
            throw new ArgumentOutOfRangeException(nameof(numThreadsPerWarp));
        ArgumentOutOfRangeException.ThrowIfLessThan(numWarpsPerMultiprocessor, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(numMultiprocessors, 1);
        int threads = numThreadsPerWarp * numWarpsPerMultiprocessor;
        WarpSize = numThreadsPerWarp;
        MaxNumThreadsPerGroup = threads;
        MaxNumThreadsPerMultiprocessor = threads;
        NumMultiprocessors = numMultiprocessors;
        MaxGroupSize = new Index3D(threads);
        MaxGridSize = new Index3D(int.MaxValue, ushort.MaxValue, ushort.MaxValue);
        MaxSharedMemoryPerGroup = 48 * 1024;
        MaxConstantMemory = int.MaxValue;
        MemorySize = long.MaxValue;
    }

    public static CPUDevice GetDevice(CPUDeviceKind kind) =>
        Enum.IsDefined(kind) ? Kinds[(int)kind] : throw new ArgumentOutOfRangeException(nameof(kind));

    public override Accelerator CreateAccelerator(Context context) => CreateCPUAccelerator(context);
    public CPUAccelerator CreateCPUAccelerator(Context context) => new(context, this);
}
