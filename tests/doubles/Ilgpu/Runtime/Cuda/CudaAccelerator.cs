namespace ILGPU.Runtime.Cuda;

/// <summary>A CUDA device at work.</summary>
public sealed class CudaAccelerator : Accelerator
{
    internal CudaAccelerator(Context context, CudaDevice device)
        : base(context, device)
    {
    }

    public CudaArchitecture Architecture => CudaArchitecture.SM_80;

    public long GetFreeMemory() => MemorySize;
}
