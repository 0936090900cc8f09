using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Spells places in the arena as launches hand them over: in fours of floats from the begin of a sample's arena.</summary>
internal sealed class GpuPlaces
{
    private readonly PlanNames _names;
    private readonly SumsArea _sums;

    public GpuPlaces(PlanNames names, SumsArea sums)
    {
        _names = names;
        _sums = sums;
    }

    public string Of(BufferView view) => Quads(view.Buffer.Offset.Plus(view.Offset));

    /// <summary>What the end of a convolution is handed: where results, a residual and channel sums are.</summary>
    public List<(string Field, string Value)> Epilogue(ConvolutionStep step)
    {
        var places = new List<(string, string)> { ("Target", Of(step.Target)), ("Quads", QuadCount(step.Target)) };
        if (step.Residual is not null)
        {
            places.Add(("Residual", Of(step.Residual)));
        }

        if (step.GatheredResidual is not null)
        {
            places.Add(("Residual", Table(step.GatheredResidual, step.Target.Slots, step.Target)));
        }

        if (step.Squeeze is not null)
        {
            places.Add(("Sums", Sums(step.Squeeze)));
        }

        return places;
    }

    /// <summary>Where the channel sums of a map are: behind the arenas of all samples.</summary>
    public string Sums(BufferView view) => _sums.PlaceOf(view, Spell);

    /// <summary>How many tiles of a map those sums are of: as many as the kernel has that was chosen to write them.</summary>
    public string Tiles(BufferView view) => $"{_names[_sums.WriterOf(view)]}.Tiles";

    public string Quads(Extent floats) => floats.Expression is null ? Numbers.Whole(floats.Value / 4) : $"({Spell(floats)}) / 4";

    /// <summary>How many fours of channels a view spans, pads among them.</summary>
    public string QuadCount(BufferView view) => Spell(QuadExtent(view));

    public static Extent QuadExtent(BufferView view) => view.IsPlanar ? view.Channels.Over(4) : view.Blocks.Times(4);

    public string Spell(Extent extent) => extent.ToText(_names.Parameter);

    /// <summary>Keeps a table of where the channel of each slot of a target is, and gives back its place: a C# expression.</summary>
    /// <param name="sources">Where channels are.</param>
    /// <param name="sorts">In which slot each of them goes; null where that is their order.</param>
    /// <param name="target">The target.</param>
    public string Table(IReadOnlyList<BufferView> sources, int[]? sorts, BufferView target)
    {
        string slots = Spell(target.SlotCount);
        string offsets = Offsets(sources);
        return $"pack.AddSlots({(sorts is null ? offsets : $"ChannelOffsets.Sorted({RecipeText.Order(sorts)}, {offsets}, {slots})")}, {slots})";
    }

    /// <summary>Offsets of gathered channels, a C# expression of type <c>int[]</c>.</summary>
    public string Offsets(IReadOnlyList<BufferView> sources)
    {
        var runs = new List<string>();
        foreach (BufferView source in sources)
        {
            string offset = Spell(source.Buffer.Offset.Plus(source.Offset));
            if (source.Slots is null)
            {
                runs.Add($"({offset}, 0, 1, {Spell(source.Channels)})");
                continue;
            }

            runs.AddRange(Progression.Of(source.Slots).Select(r => $"({offset}, {Numbers.Whole(r.First)}, {Numbers.Whole(r.Step)}, {Numbers.Whole(r.Count)})"));
        }

        return $"ChannelOffsets.Of({Numbers.Whole(sources[0].Plane)}, {string.Join(", ", runs)})";
    }
}
