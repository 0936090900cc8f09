namespace ILGPU.Runtime.OpenCL;

/// <summary>An OpenCL device's accelerator: here only a type to test against, for there is no OpenCL device.</summary>
public sealed class CLAccelerator : Accelerator
{
    private CLAccelerator(Context context, Device device)
        : base(context, device)
    {
    }
}
