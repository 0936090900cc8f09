namespace ILGPU.Runtime.Cuda;

/// <summary>An error of the CUDA driver: here for code that catches it, and for tests that throw it.</summary>
public sealed class CudaException(string message) : AcceleratorException(message)
{
    public string Error { get; } = "N/A";
    public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
}
