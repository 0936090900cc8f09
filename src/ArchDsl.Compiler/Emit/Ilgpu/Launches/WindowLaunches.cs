using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu.Launches;

/// <summary>Depthwise and narrow grouped convolutions and pools: what slides over maps channel by channel.</summary>
internal sealed class WindowLaunches
{
    private readonly GpuPlaces _places;
    private readonly PlanNames _names;

    public WindowLaunches(GpuPlaces places, PlanNames names)
    {
        _places = places;
        _names = names;
    }

    public GpuLaunch Convolution(ConvolutionStep step) => throw new InvalidOperationException($"no kernel for {step.Kind}");

    public GpuLaunch Pool(PoolStep step) => throw new InvalidOperationException($"no kernel for {step.Kind}");

    public GpuLaunch GlobalPool(GlobalPoolStep step) => throw new InvalidOperationException($"no kernel for {step.Kind}");
}
