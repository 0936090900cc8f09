namespace ILGPU.Runtime.Cuda;

/// <summary>A CUDA device's accelerator: here only a type to test against, for there is no CUDA device.</summary>
public sealed class CudaAccelerator : Accelerator
{
    private CudaAccelerator(Context context, Device device)
        : base(context, device)
    {
    }

    public CudaArchitecture Architecture => CudaArchitecture.SM_80;

    public long GetFreeMemory() => MemorySize;
}
