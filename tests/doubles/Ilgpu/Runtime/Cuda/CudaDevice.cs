namespace ILGPU.Runtime.Cuda;

/// <summary>A CUDA device, which here only <see cref="SimulatedDevices"/> has.</summary>
public sealed class CudaDevice : Device
{
    /// <summary>Of the double alone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="memorySize">Bytes of memory.</param>
    public CudaDevice(string name, long memorySize)
        : base(AcceleratorType.Cuda, name)
    {
        MemorySize = memorySize;
        WarpSize = 32;
        MaxNumThreadsPerGroup = 1024;
        MaxNumThreadsPerMultiprocessor = 2048;
        NumMultiprocessors = 1;
        MaxGroupSize = new Index3D(1024, 1024, 64);
        MaxGridSize = new Index3D(int.MaxValue, ushort.MaxValue, ushort.MaxValue);
        MaxSharedMemoryPerGroup = 48 * 1024;
    }

    public override Accelerator CreateAccelerator(Context context) => new CudaAccelerator(context, this);
}
