using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu.Launches;

/// <summary>Depthwise and grouped convolutions: what slides over maps channel by channel.</summary>
internal sealed class WindowLaunches
{
    private const int LongestRun = 4;

    private readonly GpuPlaces _places;

    public WindowLaunches(GpuPlaces places) => _places = places;

    public GpuLaunch Convolution(ConvolutionStep step)
    {
        Conv2dOperation o = step.Operation;
        BufferView source = step.Sources[0];
        ConvolutionEpilogue epilogue = ConvolutionEpilogue.Of(step);
        var window = new SlidingWindow(SizeOf(source), epilogue.Out, o.Kernel, o.Stride, o.Padding, o.Dilation);
        List<(string, string)> places = _places.Epilogue(step);
        if (Readings.IsLanewise(o))
        {
            return Lanewise(step, window, epilogue, places);
        }

        int channels = o.InChannels / o.Groups;
        int filters = o.OutChannels / o.Groups;
        bool isPlain = step.Sources.Count == 1 && source.Slots is null && step.Target.Slots is null && step.InputNorm is null && step.InputActivation is null && step.Gate is null;
        if (channels % 4 == 0 && filters % 4 == 0 && isPlain && !window.IsWide)
        {
            places.Add(("Source", _places.Of(source)));
            return Launch(step, places, run => new NarrowGroupsKernel(window, epilogue, run, o.Groups, channels / 4, filters / 4), Pack(step));
        }

        return Gathered(step, window, epilogue, places);
    }

    private GpuLaunch Lanewise(ConvolutionStep step, SlidingWindow window, ConvolutionEpilogue epilogue, List<(string, string)> places)
    {
        places.Add(step.Gathers ? ("Table", _places.Table(step.Sources, step.Sorts, step.Target)) : ("Source", _places.Of(step.Sources[0])));
        LaneReading reading = step.Gathers ? ChannelQuads.ReadingOf(step.Sources, step.Sorts) : LaneReading.Slots;
        var lanes = new LaneSource(window.InPlane, reading, step.InputNorm is not null, step.InputActivation);
        return Launch(step, places, run => new DepthwiseKernel(window, epilogue, run, lanes), Pack(step));
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

    private static Size2 SizeOf(BufferView view) => new(view.Height, view.Width);
}
