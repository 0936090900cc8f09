using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>Blocks side by side that hold the channels of a view, from a block of the first of its values on.</summary>
internal sealed record BlockRange(ChannelLayout Layout, int FirstBlock);

/// <summary>Those channels of a view that one value holds, by slot.</summary>
internal sealed record HeldChannels(Value Value, int[] Slots, int[] Channels);

/// <summary>The slots of every value, found along the order of execution, and what has to be moved for them to fit.</summary>
internal sealed class Layouts
{
    private readonly Views _views;
    private readonly Dictionary<Value, ChannelLayout> _layouts = [];
    private readonly Dictionary<Value, BlockRange?> _ranges = [];
    private readonly List<(FusionStep Step, Value Value)> _misfits = [];

    public Layouts(FusionGraph graph, Views views)
    {
        _views = views;
        foreach (Value input in graph.Inputs)
        {
            _layouts[input] = ChannelLayout.InOrder(Extent.Of(input));
        }

        foreach (FusionStep step in graph.Steps)
        {
            if (!step.IsView)
            {
                // What meets in unlike slots will meet in order.
                _layouts[step.Output] = AddMisfits(step) ? ChannelLayout.InOrder(Extent.Of(step.Output)) : Of(step);
                if (step.Squeeze is not null)
                {
                    _layouts[step.Squeeze] = _layouts[step.Output];
                }
            }
        }
    }

    public ChannelLayout this[Value value] => _layouts[value];

    /// <summary>Reads that need the channels of the value in their order, side by side.</summary>
    public IReadOnlyList<(FusionStep Step, Value Value)> Misfits => _misfits;

    /// <summary>
    /// A view as blocks side by side, slots counted from the first block: of one value, or of whole values one behind the
    /// other. Null where that takes far more blocks than the channels fill.
    /// </summary>
    public BlockRange? RangeOf(Value value)
    {
        if (!_ranges.TryGetValue(value, out BlockRange? range))
        {
            range = FindRange(_views[value]);
            _ranges[value] = range;
        }

        return range;
    }

    /// <summary>
    /// The channels of a view, those of one value together and there by their slots: the order that makes for few runs. Those
    /// that a filter convolves come before those that pass.
    /// </summary>
    public IReadOnlyList<HeldChannels> ByPlace(Value value, int[]? filters = null)
    {
        ChannelView view = _views[value];
        var held = new Dictionary<(Value Value, bool Passes), List<(int Slot, int Channel)>>();
        int channel = 0;
        foreach (Piece piece in view.Pieces)
        {
            ChannelLayout layout = _layouts[piece.Value];
            for (int i = 0; i < piece.Count; i++, channel++)
            {
                (Value, bool) home = (piece.Value, filters?[channel] < 0);
                if (!held.TryGetValue(home, out List<(int Slot, int Channel)>? places))
                {
                    held[home] = places = [];
                }

                places.Add((layout.SlotOf(piece.Start + i), channel));
            }
        }

        return new[] { false, true }.SelectMany(passes => view.Values.Select(part => (part, passes))).Where(held.ContainsKey).Select(home =>
        {
            List<(int Slot, int Channel)> places = held[home];
            places.Sort();
            return new HeldChannels(home.part, places.ConvertAll(p => p.Slot).ToArray(), places.ConvertAll(p => p.Channel).ToArray());
        }).ToArray();
    }

    private BlockRange? FindRange(ChannelView view)
    {
        if (view.Whole is { } whole)
        {
            return new BlockRange(_layouts[whole], 0);
        }

        if (view.Values.Any(v => v.RuntimeWidth is not null) || (view.Values.Count > 1 && !view.IsOfWholeValues))
        {
            return null;
        }

        var begins = new Dictionary<Value, int>();
        int end = 0;
        foreach (Value part in view.Values)
        {
            begins[part] = end;
            end += (int)_layouts[part].Blocks.Value * ChannelLayout.Lanes;
        }

        var slots = new int[view.Channels];
        int channel = 0;
        foreach (Piece piece in view.Pieces)
        {
            ChannelLayout layout = _layouts[piece.Value];
            for (int i = 0; i < piece.Count; i++)
            {
                slots[channel++] = begins[piece.Value] + layout.SlotOf(piece.Start + i);
            }
        }

        int firstBlock = slots.Min() / ChannelLayout.Lanes;
        int blocks = (slots.Max() / ChannelLayout.Lanes) + 1 - firstBlock;
        int needed = ChannelLayout.BlocksOf(slots.Length);
        if (blocks > needed + Math.Max(1, needed / 2) || new HashSet<int>(slots).Count < slots.Length)
        {
            return null;
        }

        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] -= firstBlock * ChannelLayout.Lanes;
        }

        return new BlockRange(ChannelLayout.Of(slots, blocks), view.Values.Count > 1 ? 0 : firstBlock);
    }

    private ChannelLayout Of(FusionStep step)
    {
        ChannelLayout inOrder = ChannelLayout.InOrder(Extent.Of(step.Output));
        switch (step.Operation)
        {
            case Conv2dOperation convolution when step is { Residual: not null, GathersResidual: false } && (convolution.Groups == 1 || step.Gathers):
                return step.Residual.Shape.Channels == step.Output.Shape.Channels ? RangeOf(step.Residual)?.Layout ?? inOrder : inOrder;
            case Conv2dOperation convolution when !Readings.IsLanewise(convolution):
                return inOrder;
            case Operation when step.Gathers:
                return step.InOrder ? inOrder : Compact(step.Inputs[0], inOrder, step.Filters);
            case BatchNormOperation or ActivationOperation:
                return _views[step.Inputs[0]].Whole is { } whole ? _layouts[whole]
                    : step.InOrder ? inOrder
                    : Compact(step.Inputs[0], inOrder);
            default:
                return Readings.Of(step, step.Inputs[0]) == Reading.Gathered ? inOrder
                    : step.Inputs[0].IsPartial ? _layouts[step.Inputs[0]]
                    : RangeOf(step.Inputs[0])?.Layout ?? inOrder;
        }
    }

    // What reads scattered channels anyway may as well leave them in the order in which they lie.
    private ChannelLayout Compact(Value value, ChannelLayout inOrder, int[]? filters = null)
    {
        ChannelView view = _views[value];
        if (view.Values.Any(v => v.RuntimeWidth is not null))
        {
            return inOrder;
        }

        var slots = new int[view.Channels];
        int slot = 0;
        foreach (int channel in ByPlace(value, filters).SelectMany(held => held.Channels))
        {
            slots[channel] = slot++;
        }

        return ChannelLayout.Of(slots, (int)inOrder.Blocks.Value);
    }

    private bool AddMisfits(FusionStep step)
    {
        bool scattered = false;
        foreach (Value value in step.Reads.Distinct())
        {
            if (Readings.Of(step, value) != Reading.Gathered && RangeOf(value) is null)
            {
                scattered = true;
                _misfits.Add((step, value));
            }
        }

        return scattered || AddSlotMisfits(step);
    }

    // Operands that meet lane by lane must have their channels in the same slots; in order, they all do.
    private bool AddSlotMisfits(FusionStep step)
    {
        Value[] meeting = step.GathersResidual ? [] : step.Operation switch
        {
            ElementwiseOperation => step.Reads.ToArray(),
            Conv2dOperation when step.Residual is not null && step.Residual.Shape.Channels != step.Output.Shape.Channels => [step.Residual],
            Conv2dOperation { Groups: > 1 } convolution when step.Residual is not null && !step.Gathers => Readings.IsLanewise(convolution) ? [step.Inputs[0], step.Residual] : [step.Residual],
            _ => [],
        };
        if (meeting.Length == 0)
        {
            return false;
        }

        ChannelLayout first = RangeOf(meeting[0])!.Layout;
        bool fits = meeting.Length == 1 ? first.Slots is null : meeting.All(v => RangeOf(v)!.Layout.Equals(first));
        if (!fits)
        {
            _misfits.AddRange(meeting.Where(v => RangeOf(v)!.Layout.Slots is not null).Distinct().Select(v => (step, v)));
        }

        return !fits;
    }
}
