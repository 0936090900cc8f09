namespace ILGPU.Runtime.Cuda;

/// <summary>CUDA devices of a context: the double reaches none, like the real library on a machine without one.</summary>
public static class CudaContextExtensions
{
    public static Context.Builder Cuda(this Context.Builder builder) => builder;
}
