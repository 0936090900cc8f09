using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu.Launches;

/// <summary>Sliding and global pools, of channels wherever they are.</summary>
internal sealed class PoolLaunches
{
    private readonly GpuPlaces _places;

    public PoolLaunches(GpuPlaces places) => _places = places;

    public GpuLaunch Sliding(PoolStep step)
    {
        PoolOperation o = step.Operation;
        var window = new SlidingWindow(SizeOf(step.Sources[0]), SizeOf(step.Target), o.Kernel, o.Stride, o.Padding, Size2.Square(1));
        var kernel = new PoolKernel(window, o.Kind, o.CountPadding, Source(step, window.InPlane), step.Activation);
        return GpuLaunch.Of(step, kernel, GpuPlaces.QuadExtent(step.Target).Times(step.Target.Plane), [.. Input(step), .. Target(step)]);
    }

    public GpuLaunch Global(GlobalPoolStep step)
    {
        BufferView source = step.Sources[0];
        return step.FromSums
            ? GpuLaunch.Of(step, new GlobalPoolKernel(step.MapPlane, step.Operation.Kind, null), step.Target.Blocks, [("Sums", _places.Sums(source)), ("Other", _places.Tiles(source)), .. Target(step)])
            : GpuLaunch.Of(step, new GlobalPoolKernel(step.MapPlane, step.Operation.Kind, Source(step, step.MapPlane)), step.Target.Blocks, [.. Input(step), .. Target(step)]);
    }

    private static LaneSource Source(LanewisePoolStep step, long plane)
    {
        LaneReading reading = step.Gathers ? ChannelQuads.ReadingOf(step.Sources, step.Sorts) : LaneReading.Slots;
        return new LaneSource(plane, reading, step.InputNorm is not null, step.InputActivation);
    }

    private List<(string Field, string Value)> Input(LanewisePoolStep step)
    {
        List<(string, string)> places = [step.Gathers ? ("Table", _places.Table(step.Sources, step.Sorts, step.Target)) : ("Source", _places.Of(step.Sources[0]))];
        if (step.InputNorm is not null)
        {
            places.Add(("Norm", $"pack.Norm({RecipeText.Norm(step.InputNorm)}.From(weights), {_places.Spell(step.Target.SlotCount)})"));
        }

        return places;
    }

    private (string Field, string Value)[] Target(PlanStep step) => [("Target", _places.Of(step.Target)), ("Quads", _places.QuadCount(step.Target))];

    private static Size2 SizeOf(BufferView view) => new(view.Height, view.Width);
}
