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
        if (_plan.Steps[first] is not GlobalPoolStep { FromSums: true } pool || GpuPlaces.QuadExtent(pool.Target).Value > SqueezeKernel.GroupThreads / 4)
        {
            return null;
        }

        var steps = new List<ConvolutionStep>();
        var layers = new List<SqueezeLayer>();
        PlanStep last = pool;
        while (steps.Count < MaxLayers && first + steps.Count + 1 < _plan.Steps.Count && _plan.Steps[first + steps.Count + 1] is ConvolutionStep next && Follows(next, last))
        {
            steps.Add(next);
            layers.Add(new SqueezeLayer((int)GpuPlaces.QuadExtent(next.Sources[0]).Value, (int)GpuPlaces.QuadExtent(next.Target).Value, next.Activation));
            last = next;
        }

        if (layers.Count == 0 || layers.Sum(l => 16L * l.From * l.To) > MaxWeights)
        {
            return null;
        }

        (string, string)[] places =
        [
            ("Sums", _places.Sums(pool.Sources[0])), ("Other", _places.Tiles(pool.Sources[0])), ("Quads", _places.QuadCount(pool.Target)), ("Target", _places.Of(last.Target)),
        ];
        return GpuLaunch.Of(
            pool, new SqueezeKernel(pool.MapPlane, new EquatableArray<SqueezeLayer>(layers)), new Extent(1), places,
            $"pack.Squeeze(\nat,\n{string.Join(",\n", steps.Select(Weights))})") with { Rest = steps };
    }

    // A layer of nothing but what the step before wrote, which nobody else reads.
    private bool Follows(ConvolutionStep step, PlanStep before)
    {
        bool isLayer = step is { Operation: { Groups: 1 }, Sources: { Count: 1 }, InputNorm: null, InputActivation: null, Gate: null, Residual: null, Squeeze: null }
            && step.Operation.Kernel == Size2.Square(1) && step.Operation.Padding == default && step.Target.Plane == 1;
        if (!isLayer || step.Target.Channels.Expression is not null)
        {
            return false;
        }

        BufferView source = step.Sources[0];
        return source.Plane == 1 && source.Buffer.Id == before.Target.Buffer.Id && source.Offset == before.Target.Offset && source.Blocks == before.Target.Blocks
            && _plan.Steps.All(s => s == step || s.Reads.All(v => v.Buffer.Id != before.Target.Buffer.Id));
    }

    private string Weights(ConvolutionStep step)
    {
        SourceBlocks blocks = SourceBlocks.Of(step.Sources);
        int[] order = blocks.Through(step.Weights.InputOrder);
        WeightRecipe recipe = step.Weights with { InputOrder = ChannelLayout.IsInOrder(order) ? null : order };
        string filters = _places.Spell(recipe.FilterOrder is null ? step.Target.Channels : step.Target.SlotCount);
        return $"({RecipeText.Recipe(recipe, null, filters)}, {filters})";
    }
}
