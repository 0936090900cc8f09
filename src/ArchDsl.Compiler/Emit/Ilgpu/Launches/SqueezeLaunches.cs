using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Emit.Ilgpu.Launches;

/// <summary>
/// Squeeze and excitation without the map: the means of channel sums and the small layers behind them, as one launch where
/// one group of threads is done with them sooner than several launches are under way.
/// </summary>
internal sealed class SqueezeLaunches
{
    private const int MaxLayers = 2;

    // 128 KiB: what one multiprocessor reads in the time of a launch.
    private const long MaxWeights = 32 * 1024;

    private readonly FusedPlan _plan;
    private readonly GpuPlaces _places;

    public SqueezeLaunches(FusedPlan plan, GpuPlaces places)
    {
        _plan = plan;
        _places = places;
    }

    /// <summary>Null where the step at this place of the plan begins no such chain.</summary>
    public GpuLaunch? TryAt(int first)
    {
        if (_plan.Steps[first] is not ConvolutionStep { MeanOf: { } pixels } begin || !IsLayer(begin) || GpuPlaces.QuadExtent(begin.Sources[0]).Value > SqueezeKernel.GroupThreads / 4)
        {
            return null;
        }

        List<ConvolutionStep> steps = [begin];
        while (steps.Count < MaxLayers && first + steps.Count < _plan.Steps.Count && _plan.Steps[first + steps.Count] is ConvolutionStep next && IsLayer(next) && Follows(next, steps[steps.Count - 1]))
        {
            steps.Add(next);
        }

        SqueezeLayer[] layers = steps.Select(s => new SqueezeLayer((int)GpuPlaces.QuadExtent(s.Sources[0]).Value, (int)GpuPlaces.QuadExtent(s.Target).Value, s.Activation)).ToArray();
        if (layers.Sum(l => 16L * l.From * l.To) > MaxWeights)
        {
            return null;
        }

        BufferView sums = begin.Sources[0];
        (string, string)[] places = [("Sums", _places.Sums(sums)), ("Other", _places.Tiles(sums)), ("Target", _places.Of(steps[steps.Count - 1].Target))];
        return GpuLaunch.Of(
            begin, new SqueezeKernel(pixels, new EquatableArray<SqueezeLayer>(layers)), new Extent(1), places,
            $"pack.Squeeze(\nat,\n{string.Join(",\n", steps.Select(Weights))})") with { Rest = steps.Skip(1).ToArray() };
    }

    // A matrix times a vector and no more.
    private static bool IsLayer(ConvolutionStep step) =>
        step is { Operation: { Groups: 1 }, Sources: { Count: 1 }, InputNorm: null, InputActivation: null, Gate: null, Residual: null, GatheredResidual: null, Squeeze: null }
        && step.Operation.Kernel == Size2.Square(1) && step.Operation.Padding == default && step.Target.Plane == 1 && step.Target.Channels.Expression is null;

    // A layer of nothing but what the layer before wrote, which nobody else reads.
    private bool Follows(ConvolutionStep step, ConvolutionStep before)
    {
        BufferView source = step.Sources[0];
        return step.MeanOf is null && source.Plane == 1 && source.Buffer.Id == before.Target.Buffer.Id && source.Offset == before.Target.Offset && source.Blocks == before.Target.Blocks
            && _plan.Steps.All(s => s == step || s.Reads.All(v => v.Buffer.Id != before.Target.Buffer.Id));
    }

    private string Weights(ConvolutionStep step)
    {
        WeightRecipe recipe = step.Weights with { InputOrder = SourceBlocks.OrderOf(step.Sources[0], step.Weights.InputOrder) };
        string filters = _places.Spell(recipe.FilterOrder is null ? step.Target.Channels : step.Target.SlotCount);
        return $"({RecipeText.Recipe(recipe, null, filters)}, {filters})";
    }
}
