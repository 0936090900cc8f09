namespace ILGPU.Runtime.OpenCL;

/// <summary>An error of an OpenCL driver: here for code that catches it, and for tests that throw it.</summary>
public sealed class CLException(string message) : AcceleratorException(message)
{
    public override AcceleratorType AcceleratorType => AcceleratorType.OpenCL;
}
