using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu.Launches;

/// <summary>Kernels that compute every number of a map by itself: norms, joins, layouts, resizes.</summary>
internal sealed class MapLaunches
{
    private readonly GpuPlaces _places;

    public MapLaunches(GpuPlaces places) => _places = places;

    public GpuLaunch Of(PlanStep step) => step switch
    {
        AffineStep affine => Affine(affine),
        CombineStep combine => Combine(combine),
        ToBlocksStep enter => Map(enter, new ToBlocksKernel(enter.Target.Plane), ("Channels", _places.Spell(enter.Source.Channels))),
        ToPlanesStep leave => ToPlanes(leave),
        GroupNormStep norm => GroupNorm(norm),
        PartialAddStep add => PartialAdd(add),
        MaxoutStep maxout => Maxout(maxout),
        ResizeStep resize => Map(resize, new ResizeKernel(SizeOf(resize.Source), SizeOf(resize.Target)), ("Source", _places.Of(resize.Source))),
        SpaceToDepthStep blocks => Gathered(blocks, new SpaceToDepthKernel(SizeOf(blocks.Sources[0]), blocks.Block), blocks.Sources),
        ChannelConvStep taps => Gathered(taps, new ChannelConvKernel(taps.Operation.Kernel, taps.Activation), taps.Sources, ("Weights", $"pack.Add({Tensor(taps, "weight")})")),
        _ => throw new InvalidOperationException($"no kernel for {step.Kind}"),
    };

    // A whole value keeps its slots; channels from several places follow each other.
    private GpuLaunch Affine(AffineStep step)
    {
        BufferView first = step.Sources[0];
        long plane = step.Target.Plane;
        bool hasNorm = step.Norm is not null;
        var places = new List<(string, string)>();
        if (step.Norm is not null)
        {
            places.Add(("Norm", $"pack.Norm({RecipeText.Norm(step.Norm)}.From(weights), {_places.Spell(step.Target.SlotCount)})"));
        }

        if (step.Sources.Count == 1 && step.Sorts is null && SameSlots(first, step.Target))
        {
            return Map(step, new AffineKernel(plane, step.Activation) { HasNorm = hasNorm }, [("Source", _places.Of(first)), .. places]);
        }

        string offsets = _places.Offsets(step.Sources);
        string table = step.Sorts is null ? offsets : $"ChannelOffsets.Sorted({RecipeText.Order(step.Sorts)}, {offsets})";
        places.Add(("Channels", _places.Spell(step.Target.Channels)));
        places.Add(("Table", $"pack.AddTable({table})"));
        return ChannelQuads.AreWhole(step.Sources, step.Sorts)
            ? Map(step, new GatherQuadsKernel(plane, step.Activation) { HasNorm = hasNorm }, [.. places])
            : Map(step, new GatherKernel(plane, step.Activation) { HasNorm = hasNorm }, [.. places]);
    }

    private GpuLaunch Combine(CombineStep step)
    {
        var kernel = new CombineKernel(step.Target.Plane, step.Join, step.Activation) { Spreads = step.Spreads, HasResidual = step.Residual is not null };
        var places = new List<(string, string)> { ("Source", _places.Of(step.First)), ("Other", _places.Of(step.Second)) };
        if (step.Residual is not null)
        {
            places.Add(("Residual", _places.Of(step.Residual)));
        }

        return Map(step, kernel, [.. places]);
    }

    private GpuLaunch ToPlanes(ToPlanesStep step)
    {
        bool byQuads = ChannelQuads.AreWhole(step.Sources);
        Extent count = byQuads ? GpuPlaces.QuadExtent(step.Target) : step.Target.Channels;
        var places = new List<(string, string)> { ("Channels", _places.Spell(step.Target.Channels)), Table(step.Sources) };
        if (byQuads)
        {
            places.Add(("Quads", _places.QuadCount(step.Target)));
        }

        return GpuLaunch.Of(step, new ToPlanesKernel(step.Target.Plane, byQuads), count.Times(step.Target.Plane), places);
    }

    private GpuLaunch GroupNorm(GroupNormStep step)
    {
        GroupNormOperation norm = step.Operation;
        var kernel = new GroupNormKernel(step.Target.Plane, norm.Channels, norm.Groups, norm.Epsilon, step.Activation);
        string factors = $"new ScaleShift({Tensor(step, "weight")}, {Tensor(step, "bias")})";
        return GpuLaunch.Of(step, kernel, new Extent(norm.Groups),
        [
            ("Target", _places.Of(step.Target)), ("Quads", _places.QuadCount(step.Target)), Table(step.Sources),
            ("Norm", $"pack.Norm({factors}, {_places.Spell(step.Target.SlotCount)})"),
        ]);
    }

    private GpuLaunch PartialAdd(PartialAddStep step)
    {
        int shared = (int)Math.Min(step.Body.Sum(v => v.Channels.Value), step.Shortcut.Sum(v => v.Channels.Value));
        var kernel = new PartialAddKernel(SizeOf(step.Body[0]), SizeOf(step.Shortcut[0]), shared, step.Activation);

        // The shortcut's offsets stand behind the body's.
        string offsets = $"[.. {_places.Offsets(step.Body)}, .. {_places.Offsets(step.Shortcut)}]";
        return Map(step, kernel, ("Channels", _places.Spell(step.Target.Channels)), ("Table", $"pack.AddTable({offsets})"));
    }

    private GpuLaunch Maxout(MaxoutStep step)
    {
        int candidates = (int)(step.Sources.Sum(v => v.Channels.Value) / step.Target.Channels.Value);
        return Gathered(step, new MaxoutKernel(step.Target.Plane, candidates, step.Activation), step.Sources);
    }

    private GpuLaunch Gathered(PlanStep step, GpuKernel kernel, IReadOnlyList<BufferView> sources, params (string, string)[] places) =>
        Map(step, kernel, [("Channels", _places.Spell(step.Target.Channels)), Table(sources), .. places]);

    // One thread for every four slots of every pixel.
    private GpuLaunch Map(PlanStep step, GpuKernel kernel, params (string, string)[] places) => GpuLaunch.Of(
        step, kernel, GpuPlaces.QuadExtent(step.Target).Times(step.Target.Plane),
        [("Target", _places.Of(step.Target)), ("Quads", _places.QuadCount(step.Target)), .. places]);

    private (string Field, string Value) Table(IReadOnlyList<BufferView> sources) => ("Table", $"pack.AddTable({_places.Offsets(sources)})");

    private static string Tensor(PlanStep step, string name) => $"weights[{Identifiers.Quote(step.Node.ModulePath + "." + name)}].ToArray()";

    private static Size2 SizeOf(BufferView view) => new(view.Height, view.Width);

    private static bool SameSlots(BufferView a, BufferView b) =>
        a.Slots is null ? b.Slots is null : b.Slots is not null && a.Slots.SequenceEqual(b.Slots);
}
