using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu.Launches;

/// <summary>Depthwise and grouped convolutions and pools: what slides over maps channel by channel.</summary>
internal sealed class WindowLaunches
{
    private const int LongestRun = 4;

    // Rows of more taps are not written out.
    private const int WidestRow = 11;

    private readonly GpuPlaces _places;

    public WindowLaunches(GpuPlaces places) => _places = places;

    public GpuLaunch Convolution(ConvolutionStep step)
    {
        Conv2dOperation o = step.Operation;
        BufferView source = step.Sources[0];
        ConvolutionEpilogue epilogue = ConvolutionEpilogue.Of(step);
        var window = new SlidingWindow(SizeOf(source), epilogue.Out, o.Kernel, o.Stride, o.Padding, o.Dilation);
        List<(string, string)> places = _places.Epilogue(step);
        bool isWide = o.Kernel.Width > WidestRow;
        if (Readings.IsLanewise(o))
        {
            return isWide ? WideLanewise(step, window, epilogue, places) : Lanewise(step, window, epilogue, places);
        }

        int channels = o.InChannels / o.Groups;
        int filters = o.OutChannels / o.Groups;
        bool isPlain = step.Sources.Count == 1 && source.Slots is null && step.Target.Slots is null && step.InputNorm is null && step.InputActivation is null && step.Gate is null;
        if (channels % 4 == 0 && filters % 4 == 0 && isPlain && !isWide)
        {
            places.Add(("Source", _places.Of(source)));
            return Launch(step, places, run => new NarrowGroupsKernel(window, epilogue, run, o.Groups, channels / 4, filters / 4), Pack(step));
        }

        return Gathered(step, window, epilogue, places);
    }

    private GpuLaunch Lanewise(ConvolutionStep step, SlidingWindow window, ConvolutionEpilogue epilogue, List<(string, string)> places)
    {
        places.Add(step.Gathers
            ? ("Table", $"pack.AddSlots({_places.Slots(step.Sources, step.Sorts, step.Target)})")
            : ("Source", _places.Of(step.Sources[0])));
        DepthwiseKernel Kernel(int run) => new(window, epilogue, run) { Gathers = step.Gathers, HasNorm = step.InputNorm is not null, InputActivation = step.InputActivation };
        return Launch(step, places, Kernel, Pack(step));
    }

    // Every slot is a group of its own.
    private GpuLaunch WideLanewise(ConvolutionStep step, SlidingWindow window, ConvolutionEpilogue epilogue, List<(string, string)> places)
    {
        string slots = Filters(step);
        string offsets = step.Gathers
            ? _places.Slots(step.Sources, step.Sorts, step.Target)
            : _places.Offsets([step.Sources[0] with { Channels = step.Weights.FilterOrder is null ? step.Target.Channels : step.Target.SlotCount, Slots = null }]);
        GatheredGroupsKernel Kernel(int run) =>
            new(window, epilogue, run, (int)step.Target.SlotCount.Value, 1, SharesChannels: false) { HasNorm = step.InputNorm is not null, Activation = step.InputActivation };
        return Launch(step, places, Kernel, $"pack.Gathered(\n{Recipe(step)},\nnew GroupedShape({slots}, {slots}, {slots}, {slots}, {Numbers.Whole(window.Taps)}),\n{offsets}, null, at)");
    }

    private GpuLaunch Gathered(ConvolutionStep step, SlidingWindow window, ConvolutionEpilogue epilogue, List<(string, string)> places)
    {
        Conv2dOperation o = step.Operation;
        bool transforms = step.InputNorm is not null || step.InputActivation is not null || step.Gate is not null;
        bool shares = !transforms && step.Weights.FilterOrder is null && o.OutChannels / o.Groups % 4 == 0;
        if (step.Gate is not null)
        {
            places.Add(("Gate", _places.Of(step.Gate)));
        }

        GatheredGroupsKernel Kernel(int run) =>
            new(window, epilogue, run, (int)step.Target.SlotCount.Value, o.InChannels / o.Groups, shares)
            {
                HasNorm = step.InputNorm is not null,
                Activation = step.InputActivation,
                HasGate = step.Gate is not null,
            };
        string initialiser = string.Join(", ", new[] { step.Weights.FilterOrder is null ? "" : $"Order = {RecipeText.Order(step.Weights.FilterOrder)}", shares ? "SharesChannels = true" : "" }.Where(i => i.Length > 0));
        string shape = $"new GroupedShape({Filters(step)}, {Numbers.Whole(o.OutChannels)}, {Numbers.Whole(o.InChannels)}, {Numbers.Whole(o.Groups)}, {Numbers.Whole(window.Taps)}){(initialiser.Length == 0 ? "" : $" {{ {initialiser} }}")}";
        string gate = step.Gate is null ? "null" : RecipeText.Order(step.GateOrder ?? Enumerable.Range(0, o.InChannels).ToArray());
        return Launch(step, places, Kernel, $"pack.Gathered(\n{Recipe(step)},\n{shape},\n{_places.Offsets(step.Sources)}, {gate}, at)");
    }

    // Runs of several pixels use what they read several times; single pixels make for more threads where there is little work.
    private static GpuLaunch Launch(ConvolutionStep step, List<(string, string)> places, Func<int, RunKernel> kernel, string pack)
    {
        int width = step.Node.Shape.Width;
        int[] runs = width == 1 ? [1] : [Math.Min(LongestRun, width), 1];
        return new GpuLaunch(step, runs.Select(kernel).Select(k => new GpuCandidate(k, new Extent(k.Runs)) { Rows = step.Target.Blocks, Pack = pack }).ToArray(), places);
    }

    private string Pack(ConvolutionStep step) => $"pack.Grouped(\n{Recipe(step)},\n{Filters(step)}, {Numbers.Whole(step.Operation.Kernel.Area)}, at)";

    private string Recipe(ConvolutionStep step) => RecipeText.Recipe(step.Weights, step.InputNorm, Filters(step));

    // The filters that are packed are the target's slots where it has pads within, else its channels.
    private string Filters(ConvolutionStep step) => _places.Spell(step.Weights.FilterOrder is null ? step.Target.Channels : step.Target.SlotCount);

    public GpuLaunch Pool(PoolStep step)
    {
        PoolOperation o = step.Operation;
        var window = new SlidingWindow(SizeOf(step.Sources[0]), SizeOf(step.Target), o.Kernel, o.Stride, o.Padding, Size2.Square(1));
        return GpuLaunch.Of(
            step, new PoolKernel(window, o.Kind, o.CountPadding), GpuPlaces.QuadExtent(step.Target).Times(step.Target.Plane),
            [("Source", _places.Of(step.Sources[0])), ("Target", _places.Of(step.Target)), ("Quads", _places.QuadCount(step.Target))]);
    }

    public GpuLaunch GlobalPool(GlobalPoolStep step)
    {
        var kernel = new GlobalPoolKernel(step.MapPlane, step.Operation.Kind, step.FromSums);
        (string, string)[] source = step.FromSums
            ? [("Sums", _places.Sums(step.Sources[0])), ("Other", _places.Tiles(step.Sources[0])), ("Quads", _places.QuadCount(step.Target))]
            : [("Source", _places.Of(step.Sources[0]))];
        return GpuLaunch.Of(step, kernel, step.Target.Blocks, [.. source, ("Target", _places.Of(step.Target))]);
    }

    private static Size2 SizeOf(BufferView view) => new(view.Height, view.Width);
}
