using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu.Launches;

/// <summary>Kernels that compute every number of a map by itself: norms, joins, layouts, resizes.</summary>
internal sealed class MapLaunches
{
    private readonly GpuPlaces _places;
    private readonly PlanNames _names;

    public MapLaunches(GpuPlaces places, PlanNames names)
    {
        _places = places;
        _names = names;
    }

    public GpuLaunch Of(PlanStep step) => throw new InvalidOperationException($"no kernel for {step.Kind}");
}
