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
        if (pieces.Count == 1 && pieces[0].IsWhole)
        {
            return _layouts[pieces[0].Value];
        }

        if (pieces.Any(p => p.Value.RuntimeWidth is not null) || (pieces.Count > 1 && !AreWholeAndDistinct(pieces)))
        {
            return null;
        }

        var slots = new List<int>();
        int first = 0;
        foreach (Piece piece in pieces)
        {
            ChannelLayout layout = _layouts[piece.Value];
            slots.AddRange(Enumerable.Range(piece.Start, piece.Count).Select(c => first + layout.SlotOf(c)));
            first += (int)layout.Blocks.Value * ChannelLayout.Lanes;
        }

        int skipped = FirstBlockOf(slots) * ChannelLayout.Lanes;
        int blocks = ((slots.Max() - skipped) / ChannelLayout.Lanes) + 1;
        int needed = (slots.Count + ChannelLayout.Lanes - 1) / ChannelLayout.Lanes;
        return blocks > needed + Math.Max(1, needed / 2) ? null : ChannelLayout.Of(slots.Select(s => s - skipped).ToArray(), blocks);
    }

    /// <summary>Which block of its value the range of a view begins at.</summary>
    public int FirstBlockOf(Piece piece) =>
        piece.IsWhole ? 0 : FirstBlockOf(Enumerable.Range(piece.Start, piece.Count).Select(c => _layouts[piece.Value].SlotOf(c)));

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

    /// <summary>Whether a view's values can stand side by side.</summary>
    public static bool AreWholeAndDistinct(IReadOnlyList<Piece> pieces) =>
        pieces.All(p => p.IsWhole) && pieces.Select(p => p.Value).Distinct().Count() == pieces.Count;

    private static int FirstBlockOf(IEnumerable<int> slots) => slots.Min() / ChannelLayout.Lanes;

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
