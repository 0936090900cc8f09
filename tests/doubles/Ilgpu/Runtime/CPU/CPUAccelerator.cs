namespace ILGPU.Runtime.CPU;

/// <summary>Runs kernels on the CPU, one group after another, in a fixed order.</summary>
public sealed class CPUAccelerator : Accelerator
{
    internal CPUAccelerator(Context context, CPUDevice device)
        : base(context, device)
    {
    }
}
