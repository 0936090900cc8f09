using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ArchDsl.Gpu.Tests.Support;

/// <summary>The one accelerator that every machine has, in the dimensions of an Nvidia GPU.</summary>
internal static class GpuDevice
{
    public static Context Context { get; } = Context.Create(builder => builder.CPU(CPUDeviceKind.Nvidia));

    public static Accelerator Accelerator { get; } = Context.GetPreferredDevice(preferCPU: true).CreateAccelerator(Context);

#if REAL_ENGINE
    /// <summary>The same: the engine would start a thread of the system for every thread of the device.</summary>
    public static Accelerator Wide => Accelerator;
#else
    /// <summary>One with so many multiprocessors that kernels for little work are chosen where there is a choice.</summary>
    public static Accelerator Wide { get; } = CreateWide();

    private static Accelerator CreateWide()
    {
        Context context = Context.Create(builder => builder.CPU(new CPUDevice(32, 32, 100_000)));
        return context.GetPreferredDevice(preferCPU: true).CreateAccelerator(context);
    }
#endif
}
