namespace ILGPU.Runtime.OpenCL;

/// <summary>An OpenCL device at work.</summary>
public sealed class CLAccelerator : Accelerator
{
    internal CLAccelerator(Context context, CLDevice device)
        : base(context, device)
    {
    }
}
