using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>The slots of every value, found along the order of execution, and what has to be copied for them to fit.</summary>
internal sealed class Layouts
{
    private readonly Views _views;
    private readonly Dictionary<Value, ChannelLayout> _layouts = [];
    private readonly List<(FusionStep Step, Value Value)> _misfits = [];

    public Layouts(FusionGraph graph, Views views)
    {
        _views = views;
        foreach (Value input in graph.Inputs)
        {
            _layouts[input] = ChannelLayout.InOrder(Extent.Of(input));
        }

        foreach (FusionStep step in graph.Steps.Where(s => !s.IsView))
        {
            foreach (Value value in step.Reads.Distinct())
            {
                if (Readings.Of(step, value) != Reading.Gathered && RangeOf(value) is null)
                {
                    _misfits.Add((step, value));
                }
            }

            AddSlotMisfits(step);
            _layouts[step.Output] = Of(step);
            if (step.Squeeze is not null)
            {
                _layouts[step.Squeeze] = _layouts[step.Output];
            }
        }
    }

    public ChannelLayout this[Value value] => _layouts[value];

    /// <summary>Reads that need a copy of the value in the order of its channels.</summary>
    public IReadOnlyList<(FusionStep Step, Value Value)> Misfits => _misfits;

    /// <summary>
    /// A view as blocks side by side, slots counted from the first block: of one value, or of whole values one behind the
    /// other. Null where that takes far more blocks than the channels fill.
    /// </summary>
    public ChannelLayout? RangeOf(Value value)
    {
        IReadOnlyList<Piece> pieces = _views[value].Pieces;
        if (_views[value].Whole is { } whole)
        {
            return _layouts[whole];
        }

        IReadOnlyList<Value> values = ValuesOf(value);
        if (values.Any(v => v.RuntimeWidth is not null) || (values.Count > 1 && !AreWhole(value)))
        {
            return null;
        }

        var begins = new Dictionary<Value, int>();
        int first = 0;
        foreach (Value part in values)
        {
            begins[part] = first;
            first += (int)_layouts[part].Blocks.Value * ChannelLayout.Lanes;
        }

        int[] slots = pieces.SelectMany(p => Enumerable.Range(p.Start, p.Count).Select(c => begins[p.Value] + _layouts[p.Value].SlotOf(c))).ToArray();
        int skipped = slots.Min() / ChannelLayout.Lanes * ChannelLayout.Lanes;
        int blocks = ((slots.Max() - skipped) / ChannelLayout.Lanes) + 1;
        int needed = (slots.Length + ChannelLayout.Lanes - 1) / ChannelLayout.Lanes;
        bool fits = blocks <= needed + Math.Max(1, needed / 2) && slots.Distinct().Count() == slots.Length;
        return fits ? ChannelLayout.Of(slots.Select(s => s - skipped).ToArray(), blocks) : null;
    }

    /// <summary>Which block of the first of its values the range of a view begins at.</summary>
    public int FirstBlockOf(Value value) => ValuesOf(value).Count > 1
        ? 0
        : _views[value].Pieces.SelectMany(p => Enumerable.Range(p.Start, p.Count).Select(c => _layouts[p.Value].SlotOf(c))).Min() / ChannelLayout.Lanes;

    /// <summary>The values that a view is made of, by their first channel in it.</summary>
    public IReadOnlyList<Value> ValuesOf(Value value) => _views[value].Pieces.Select(p => p.Value).Distinct().ToArray();

    /// <summary>Whether a view has all channels of every value that it is made of, so that these can stand side by side.</summary>
    public bool AreWhole(Value value) =>
        _views[value].Pieces.GroupBy(p => p.Value).All(g => g.Sum(p => p.Count) == g.Key.Shape.Channels);

    /// <summary>The channels of a view, those of one value together and there by their slots: the order that makes for few runs.</summary>
    public IReadOnlyList<(int Channel, Value Value, int Slot)> ByPlace(Value value)
    {
        var channels = new List<(int Channel, Value Value, int Slot)>();
        var seen = new Dictionary<Value, int>();
        int channel = 0;
        foreach (Piece piece in _views[value].Pieces)
        {
            if (!seen.ContainsKey(piece.Value))
            {
                seen[piece.Value] = seen.Count;
            }

            for (int i = 0; i < piece.Count; i++)
            {
                channels.Add((channel++, piece.Value, _layouts[piece.Value].SlotOf(piece.Start + i)));
            }
        }

        return channels.OrderBy(c => seen[c.Value]).ThenBy(c => c.Slot).ThenBy(c => c.Channel).ToArray();
    }

    private ChannelLayout Of(FusionStep step)
    {
        ChannelLayout inOrder = ChannelLayout.InOrder(Extent.Of(step.Output));
        switch (step.Operation)
        {
            case Conv2dOperation convolution when !Readings.IsLanewise(convolution):
                return convolution.Groups == 1 && step.Residual is not null ? RangeOf(step.Residual) ?? inOrder : inOrder;
            case BatchNormOperation or ActivationOperation:
                return _views[step.Inputs[0]].Whole is { } whole ? _layouts[whole] : Compact(step.Inputs[0], inOrder);
            default:
                return Readings.Of(step, step.Inputs[0]) == Reading.Gathered ? inOrder
                    : step.Inputs[0].IsPartial ? _layouts[step.Inputs[0]]
                    : RangeOf(step.Inputs[0]) ?? inOrder;
        }
    }

    // What reads scattered channels anyway may as well leave them in the order in which they lie.
    private ChannelLayout Compact(Value value, ChannelLayout inOrder)
    {
        if (_views[value].Pieces.Any(p => p.Value.RuntimeWidth is not null))
        {
            return inOrder;
        }

        int[] order = ByPlace(value).Select(c => c.Channel).ToArray();
        var slots = new int[order.Length];
        for (int slot = 0; slot < order.Length; slot++)
        {
            slots[order[slot]] = slot;
        }

        return ChannelLayout.Of(slots, (int)inOrder.Blocks.Value);
    }

    // Operands that meet lane by lane must have their channels in the same slots; in order, they all do.
    private void AddSlotMisfits(FusionStep step)
    {
        Value[] meeting = step.Operation switch
        {
            ElementwiseOperation => step.Reads.ToArray(),
            Conv2dOperation { Groups: > 1 } convolution when step.Residual is not null => Readings.IsLanewise(convolution) ? [step.Inputs[0], step.Residual] : [step.Residual],
            _ => [],
        };
        if (meeting.Length == 0 || meeting.Any(v => RangeOf(v) is null))
        {
            return;
        }

        bool fits = meeting.Length == 1
            ? RangeOf(meeting[0])!.Slots is null
            : meeting.All(v => RangeOf(v)!.Equals(RangeOf(meeting[0])));
        if (!fits)
        {
            _misfits.AddRange(meeting.Where(v => RangeOf(v)!.Slots is not null).Distinct().Select(v => (step, v)));
        }
    }
}
