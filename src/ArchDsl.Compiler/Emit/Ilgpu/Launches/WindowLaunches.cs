using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu.Launches;

/// <summary>Depthwise and grouped convolutions and pools: what slides over maps channel by channel.</summary>
internal sealed class WindowLaunches
{
    private readonly GpuPlaces _places;

    public WindowLaunches(GpuPlaces places) => _places = places;

    public GpuLaunch Convolution(ConvolutionStep step) => throw new InvalidOperationException($"no kernel for {step.Kind}");

    public GpuLaunch Pool(PoolStep step)
    {
        PoolOperation o = step.Operation;
        var window = new SlidingWindow(SizeOf(step.Source), SizeOf(step.Target), o.Kernel, o.Stride, o.Padding, Size2.Square(1));
        return GpuLaunch.Of(
            step, new PoolKernel(window, o.Kind, o.CountPadding), GpuPlaces.QuadExtent(step.Target).Times(step.Target.Plane),
            [("Source", _places.Of(step.Source)), ("Target", _places.Of(step.Target)), ("Quads", _places.QuadCount(step.Target))]);
    }

    public GpuLaunch GlobalPool(GlobalPoolStep step)
    {
        var kernel = new GlobalPoolKernel(step.MapPlane, step.Operation.Kind, step.FromSums);
        (string, string)[] source = step.FromSums
            ? [("Sums", _places.Sums(step.Source)), ("Other", _places.Tiles(step.Source)), ("Quads", _places.QuadCount(step.Target))]
            : [("Source", _places.Of(step.Source))];
        return GpuLaunch.Of(step, kernel, step.Target.Blocks, [.. source, ("Target", _places.Of(step.Target))]);
    }

    private static Size2 SizeOf(BufferView view) => new(view.Height, view.Width);
}
