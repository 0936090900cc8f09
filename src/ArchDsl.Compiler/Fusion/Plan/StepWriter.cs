using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>Writes fused steps down as steps of the plan: values become views of buffers, orders become permutations of weights.</summary>
internal sealed class StepWriter
{
    private readonly Placement.Placement _placement;
    private readonly IReadOnlyDictionary<Storage, PlanBuffer> _buffers;

    public StepWriter(Placement.Placement placement, IReadOnlyDictionary<Storage, PlanBuffer> buffers)
    {
        _placement = placement;
        _buffers = buffers;
    }

    public PlanStep Write(FusionStep step)
    {
        BufferView target = ViewOf(step.Output);
        return step.Operation switch
        {
            Conv2dOperation convolution => Convolution(step, convolution, target),
            LinearOperation linear => new LinearStep(step.Node, target, linear, InOrder(step.Inputs[0]), new WeightRecipe(step.Node.ModulePath, linear.Bias, NormRecipe.Of(step.Norm)), step.Activation),
            PoolOperation pool => Pool(step, new PoolStep(step.Node, target, pool, []) { Activation = step.Activation }),
            GlobalPoolOperation pool => GlobalPool(step, pool, target),
            BatchNormOperation or ActivationOperation => Affine(step, target),
            CopyOperation => new AffineStep(step.Node, target, InOrder(step.Inputs[0]), null, null),
            ToBlocksOperation => new ToBlocksStep(step.Node, target, Range(step.Inputs[0])),
            ToPlanesOperation => new ToPlanesStep(step.Node, target, InOrder(step.Inputs[0])),
            GroupNormOperation norm => new GroupNormStep(step.Node, target, norm, InOrder(step.Inputs[0]), step.Activation),
            ElementwiseOperation join => Combine(step, join, target),
            PartialAddOperation => new PartialAddStep(step.Node, target, InOrder(step.Inputs[0]), InOrder(step.Inputs[1]), step.Activation),
            MaxoutOperation => new MaxoutStep(step.Node, target, InOrder(step.Inputs[0]), step.Activation),
            UpsampleOperation or ResizeOperation => new ResizeStep(step.Node, target, Range(step.Inputs[0])),
            SpaceToDepthOperation blocks => new SpaceToDepthStep(step.Node, target, InOrder(step.Inputs[0]), blocks.Block),
            ChannelConvOperation taps => new ChannelConvStep(step.Node, target, taps, InOrder(step.Inputs[0]), step.Activation),
            _ => throw new InvalidOperationException($"no kernel computes {step}"),
        };
    }

    private PlanStep Convolution(FusionStep step, Conv2dOperation convolution, BufferView target)
    {
        bool lanewise = Readings.IsLanewise(convolution);
        (IReadOnlyList<BufferView> sources, int[]? order) = lanewise ? Lanes(step)
            : step.Inputs[0].IsPartial ? ([Range(step.Inputs[0])], null)
            : convolution.Groups == 1 ? ByPlace(step.Inputs[0])
            : (InOrder(step.Inputs[0]), null);
        int[]? filters = _placement.Layouts[step.Output].Order();
        return new ConvolutionStep(
            step.Node, target, convolution, sources,
            new WeightRecipe(step.Node.ModulePath, convolution.Bias, NormRecipe.Of(step.Norm), lanewise ? null : order, filters)
            {
                Filters = step.Filters,
                ScalesResidual = step.ScalesResidual,
            })
        {
            Gathers = step.Gathers,
            Sorts = step.Gathers ? Sorts(step, order) : null,
            InputNorm = NormRecipe.Of(step.InputNorm, lanewise ? filters : order),
            InputActivation = step.InputActivation,
            MeanOf = step.Inputs[0].IsPartial ? step.Inputs[0].Node.Shape.Size.Area : null,
            Gate = step.Gate is null ? null : Range(step.Gate),
            GateOrder = step.Gate is null ? null : GateOrder(Range(step.Gate), order, convolution.InChannels),
            Residual = step.Residual is null || step.GathersResidual ? null : Range(step.Residual),
            GatheredResidual = step.GathersResidual ? InOrder(step.Residual!) : null,
            Join = step.Join,
            ResidualLast = step.ResidualLast,
            Activation = step.Activation,
            Squeeze = step.Squeeze is null ? null : ViewOf(step.Squeeze),
        };
    }

    // What a step reads that works lane by lane, and which channel comes at each place.
    private (IReadOnlyList<BufferView> Sources, int[]? Order) Lanes(FusionStep step) =>
        step.Gathers ? ByPlace(step.Inputs[0], step.Filters) : ([Range(step.Inputs[0])], null);

    // The slots of gathered channels, in the order in which they are read.
    private int[]? Sorts(FusionStep step, int[]? order)
    {
        ChannelLayout layout = _placement.Layouts[step.Output];
        int[] slots = Enumerable.Range(0, step.Output.Shape.Channels).Select(place => layout.SlotOf(order is null ? place : order[place])).ToArray();
        return ChannelLayout.IsInOrder(slots) ? null : slots;
    }

    private PlanStep Pool(FusionStep step, LanewisePoolStep pool)
    {
        (IReadOnlyList<BufferView> sources, int[]? order) = Lanes(step);
        return pool with
        {
            Sources = sources,
            Gathers = step.Gathers,
            Sorts = step.Gathers ? Sorts(step, order) : null,
            InputNorm = NormRecipe.Of(step.InputNorm, _placement.Layouts[step.Output].Order()),
            InputActivation = step.InputActivation,
        };
    }

    // The factor of each channel, in the order in which the convolution reads them.
    private static int[]? GateOrder(BufferView gate, int[]? order, int channels)
    {
        int[] slots = Enumerable.Range(0, channels).Select(i => order is null ? i : order[i])
            .Select(channel => gate.Slots is null ? channel : gate.Slots[channel]).ToArray();
        return ChannelLayout.IsInOrder(slots) ? null : slots;
    }

    private PlanStep GlobalPool(FusionStep step, GlobalPoolOperation pool, BufferView target)
    {
        Value source = step.Inputs[0];
        bool fromSums = source.IsPartial;
        Shape map = fromSums ? source.Node.Shape : source.Shape;
        return Pool(step, new GlobalPoolStep(step.Node, target, pool, [], map.Size.Area, fromSums));
    }

    // The result's slots are those of a whole value, or the places of the channels one behind the other, or their order.
    private PlanStep Affine(FusionStep step, BufferView target)
    {
        Value source = step.Inputs[0];
        bool whole = _placement.Views[source].Whole is not null;
        (IReadOnlyList<BufferView> sources, int[]? order) = whole ? ([Range(source)], _placement.Layouts[step.Output].Order()) : ByPlace(source);
        NormRecipe? norm = step.Operation is BatchNormOperation ? NormRecipe.Of(step.Node, step.InOrder ? null : order) : null;
        Activation? activation = step.Operation is ActivationOperation act ? act.Activation : step.Activation;
        return new AffineStep(step.Node, target, sources, norm, activation) { Sorts = step.InOrder ? order : null };
    }

    private PlanStep Combine(FusionStep step, ElementwiseOperation join, BufferView target)
    {
        BufferView first = Range(step.Inputs[0]);
        BufferView second = Range(step.Inputs[1]);
        if (second.Plane > first.Plane)
        {
            (first, second) = (second, first);
        }

        return new CombineStep(step.Node, target, join.Kind, first, second, step.Residual is null ? null : Range(step.Residual), step.Activation);
    }

    /// <summary>Blocks side by side that hold the channels of a value.</summary>
    private BufferView Range(Value value)
    {
        if (_placement.Views[value].Whole is { } whole)
        {
            return ViewOf(whole);
        }

        BlockRange range = _placement.Layouts.RangeOf(value)
            ?? throw new InvalidOperationException($"{value} is scattered, its reader needs one place");
        Place place = _placement.Places[_placement.Views[value].Values[0]];
        Extent block = place.Block.Plus(new Extent(range.FirstBlock));
        return View(place.Storage, block, range.Layout.Blocks, value, range.Layout.Slots);
    }

    private BufferView ViewOf(Value value)
    {
        Place place = _placement.Places[value];
        return place.Storage.IsPlanar
            ? View(place.Storage, place.Block, Extent.Of(value), value, null)
            : View(place.Storage, place.Block, _placement.Layouts[value].Blocks, value, _placement.Layouts[value].Slots);
    }

    private BufferView View(Storage storage, Extent block, Extent blocks, Value value, int[]? slots) =>
        new(_buffers[storage], block, blocks, Extent.Of(value), value.Shape.Height, value.Shape.Width, slots);

    /// <summary>The channels of a value where they are, in their own order.</summary>
    private IReadOnlyList<BufferView> InOrder(Value value) => Together(_placement.Views[value].Pieces);

    /// <summary>The channels as they lie in memory, and which channel comes at each place; null for their own order.</summary>
    private (IReadOnlyList<BufferView> Sources, int[]? Order) ByPlace(Value value, int[]? filters = null)
    {
        IReadOnlyList<Piece> pieces = _placement.Views[value].Pieces;
        if (pieces.Any(p => p.Value.RuntimeWidth is not null || _placement.Places[p.Value].Storage.IsPlanar))
        {
            return (Together(pieces), null);
        }

        IReadOnlyList<HeldChannels> held = _placement.Layouts.ByPlace(value, filters);
        BufferView[] sources = held.Select(h => Plain(ViewOf(h.Value) with { Channels = new Extent(h.Slots.Length), Slots = h.Slots })).ToArray();
        int[] order = held.SelectMany(h => h.Channels).ToArray();
        return (sources, ChannelLayout.IsInOrder(order) ? null : order);
    }

    // Pieces of one value that follow each other become one view.
    private IReadOnlyList<BufferView> Together(IReadOnlyList<Piece> pieces)
    {
        var views = new List<BufferView>();
        for (int i = 0; i < pieces.Count;)
        {
            Value value = pieces[i].Value;
            if (pieces[i].IsWhole)
            {
                views.Add(ViewOf(value));
                i++;
                continue;
            }

            var slots = new List<int>();
            for (; i < pieces.Count && pieces[i].Value == value; i++)
            {
                ChannelLayout layout = _placement.Layouts[value];
                slots.AddRange(Enumerable.Range(pieces[i].Start, pieces[i].Count).Select(layout.SlotOf));
            }

            views.Add(Plain(ViewOf(value) with { Channels = new Extent(slots.Count), Slots = slots.ToArray() }));
        }

        return views;
    }

    // Leaves out the slots where they say nothing, and the blocks that no channel is in.
    private static BufferView Plain(BufferView view)
    {
        int[] slots = view.Slots!;
        int first = slots.Min() / ChannelLayout.Lanes;
        int blocks = (slots.Max() / ChannelLayout.Lanes) + 1 - first;
        int[] counted = slots.Select(s => s - (first * ChannelLayout.Lanes)).ToArray();
        return view with
        {
            Block = view.Block.Plus(new Extent(first)),
            Blocks = new Extent(blocks),
            Slots = ChannelLayout.IsInOrder(counted) ? null : counted,
        };
    }
}
