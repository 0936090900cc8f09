namespace ILGPU.Runtime.OpenCL;

/// <summary>An OpenCL device, which here only <see cref="SimulatedDevices"/> has.</summary>
public sealed class CLDevice : Device
{
    /// <summary>Of the double alone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="memorySize">Bytes of memory.</param>
    /// <param name="hasGenericAddressSpace">Whether kernels can be compiled for it at all.</param>
    public CLDevice(string name, long memorySize, bool hasGenericAddressSpace = true)
        : base(AcceleratorType.OpenCL, name)
    {
        MemorySize = memorySize;
        HasGenericAddressSpace = hasGenericAddressSpace;
        WarpSize = 64;
        MaxNumThreadsPerGroup = 256;
        MaxNumThreadsPerMultiprocessor = 256;
        NumMultiprocessors = 1;
        MaxGroupSize = new Index3D(256);
        MaxGridSize = new Index3D(int.MaxValue, ushort.MaxValue, ushort.MaxValue);
        MaxSharedMemoryPerGroup = 32 * 1024;
    }

    internal bool HasGenericAddressSpace { get; }

    public override Accelerator CreateAccelerator(Context context) => HasGenericAddressSpace
        ? new CLAccelerator(context, this)
        : throw new CapabilityNotSupportedException("Kernel requires support for the GenericAddressSpace feature");
}
