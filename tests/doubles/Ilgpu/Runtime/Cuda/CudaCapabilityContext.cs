namespace ILGPU.Runtime.Cuda;

/// <summary>What CUDA devices of an architecture can do.</summary>
public sealed class CudaCapabilityContext(CudaArchitecture arch)
{
    internal CudaArchitecture Architecture { get; } = arch;
}

/// <summary>NVIDIA's compiler library: here only for a parameter that is null.</summary>
public sealed class NvvmAPI
{
    private NvvmAPI()
    {
    }
}
