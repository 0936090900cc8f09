using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ArchDsl.Gpu.Tests.Support;

/// <summary>The one accelerator that every machine has, in the dimensions of an Nvidia GPU.</summary>
internal static class GpuDevice
{
    public static Context Context { get; } = Context.Create(builder => builder.CPU(CPUDeviceKind.Nvidia));

    public static Accelerator Accelerator { get; } = Context.GetPreferredDevice(preferCPU: true).CreateAccelerator(Context);
}
