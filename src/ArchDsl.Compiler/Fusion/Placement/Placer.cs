using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>How eagerly the parts of a concat are put side by side when their reader could gather them as well.</summary>
internal enum SideBySide
{
    /// <summary>Every part that can be.</summary>
    All,

    /// <summary>All but the first, which was often written long before the others.</summary>
    AllButFirst,

    /// <summary>None: readers gather.</summary>
    None,
}

/// <summary>Gives every value a place, so that concats and splits cost nothing and what can be done in place is.</summary>
internal sealed class Placer
{
    private readonly FusionGraph _graph;
    private readonly Views _views;
    private readonly Layouts _layouts;
    private readonly Dictionary<Value, Place> _places = [];
    private readonly Dictionary<FusionStep, int> _order = [];
    private readonly Dictionary<Value, int> _lastRead = [];

    private Placer(FusionGraph graph, Views views, Layouts layouts)
    {
        _graph = graph;
        _views = views;
        _layouts = layouts;
        for (int i = 0; i < graph.Steps.Count; i++)
        {
            _order[graph.Steps[i]] = i;
        }

        FindLastReads();
    }

    public static Placement Place(FusionGraph graph, Views views, Layouts layouts, SideBySide sideBySide)
    {
        var placer = new Placer(graph, views, layouts);
        placer.PlaceNeeds();
        placer.PlaceConcats(sideBySide);
        placer.PlaceRest();
        placer.FindLifetimes();
        return new Placement(views, layouts, placer._places);
    }

    /// <summary>The values that a reader needs in one place and that cannot be put there: they have to be copied.</summary>
    public static IReadOnlyList<(FusionStep Step, Value Value)> FindScattered(FusionGraph graph, Views views, Layouts layouts) =>
        new Placer(graph, views, layouts).PlaceNeeds();

    private List<(FusionStep Step, Value Value)> PlaceNeeds()
    {
        for (int i = 0; i < _graph.Inputs.Count; i++)
        {
            _places[_graph.Inputs[i]] = new Storage(BufferKind.Input, _graph.Inputs[i], i).Append(Extent.Of(_graph.Inputs[i]));
        }

        for (int i = 0; i < _graph.Outputs.Count; i++)
        {
            _places[_graph.Outputs[i]] = new Storage(BufferKind.Output, _graph.Outputs[i], i).Append(Extent.Of(_graph.Outputs[i]));
        }

        var scattered = new List<(FusionStep, Value)>();
        var needs = _graph.Steps.Where(s => !s.IsView)
            .SelectMany(s => s.Reads.Where(v => Readings.Of(s, v) != Reading.Gathered).Select(v => (Step: s, Value: v, _views[v].Values)))
            .Where(n => n.Values.Count > 1)
            .OrderByDescending(n => n.Values.Count);
        foreach ((FusionStep step, Value value, IReadOnlyList<Value> values) in needs)
        {
            bool whole = _views[value].IsOfWholeValues;
            if (!(whole && AreTogether(values)) && !(whole && TryPlace(values, new Storage(BufferKind.Arena, value))))
            {
                scattered.Add((step, value));
            }
        }

        return scattered;
    }

    private void PlaceConcats(SideBySide sideBySide)
    {
        if (sideBySide == SideBySide.None)
        {
            return;
        }

        var concats = _graph.Steps.Where(s => s.Operation is ConcatOperation).Select(s => _views[s.Output]).OrderByDescending(v => v.Channels);
        foreach (ChannelView view in concats)
        {
            int skip = sideBySide == SideBySide.AllButFirst && view.Pieces.Count > 2 ? 1 : 0;
            var run = new List<Piece>();
            foreach (Piece piece in view.Pieces.Skip(skip))
            {
                if (IsFree(piece) && run.All(p => p.Value != piece.Value))
                {
                    run.Add(piece);
                    continue;
                }

                PlaceRun(run);
                run = [];
            }

            PlaceRun(run);
        }
    }

    private void PlaceRun(List<Piece> run)
    {
        if (run.Count > 1)
        {
            TryPlace(run.Select(p => p.Value).ToArray(), new Storage(BufferKind.Arena, run[0].Value));
        }
    }

    private void PlaceRest()
    {
        foreach (FusionStep step in _graph.Steps.Where(s => !s.IsView))
        {
            if (!_places.ContainsKey(step.Output))
            {
                _places[step.Output] = InPlace(step) ?? new Storage(BufferKind.Arena, step.Output).Append(_layouts[step.Output].Blocks);
            }

            if (step.Squeeze is not null)
            {
                _places[step.Squeeze] = new Storage(BufferKind.Partial, step.Squeeze).Append(_layouts[step.Squeeze].Blocks);
            }
        }
    }

    /// <summary>The place of a value of the same slots that nobody needs after this step and that the step reads pixel by pixel.</summary>
    private Place? InPlace(FusionStep step)
    {
        Value? candidate = step.Operation switch
        {
            Conv2dOperation => step.Residual,
            ElementwiseOperation => step.Inputs[0].Shape == step.Output.Shape ? step.Inputs[0] : step.Inputs[1],
            BatchNormOperation or ActivationOperation or GroupNormOperation or PartialAddOperation => step.Inputs[0],
            _ => null,
        };
        Value? value = candidate is null ? null : _views[candidate].Whole;
        if (value is null || value.Shape != step.Output.Shape || value.RuntimeWidth is not null || !_layouts[value].Equals(_layouts[step.Output]))
        {
            return null;
        }

        Place place = _places[value];
        bool readElsewhere = step.Reads.Where(r => r != candidate).Concat(step.Operation is Conv2dOperation ? step.Inputs : [])
            .Any(r => _views[r].Pieces.Any(p => p.Value == value));
        return _lastRead[value] == _order[step] && place.Storage.Kind == BufferKind.Arena && !readElsewhere ? place : null;
    }

    private bool TryPlace(IReadOnlyList<Value> values, Storage storage)
    {
        if (values.Any(_places.ContainsKey))
        {
            return false;
        }

        foreach (Value value in values)
        {
            _places[value] = storage.Append(_layouts[value].Blocks);
        }

        return true;
    }

    private bool IsFree(Piece piece) => piece.IsWhole && !_places.ContainsKey(piece.Value);

    private bool AreTogether(IReadOnlyList<Value> values)
    {
        for (int i = 1; i < values.Count; i++)
        {
            bool follows = _places.TryGetValue(values[i - 1], out Place? before) && _places.TryGetValue(values[i], out Place? place)
                && before.Storage == place.Storage && before.Block.Plus(_layouts[values[i - 1]].Blocks) == place.Block;
            if (!follows)
            {
                return false;
            }
        }

        return true;
    }

    private void FindLastReads()
    {
        foreach (FusionStep step in _graph.Steps.Where(s => !s.IsView))
        {
            _lastRead[step.Output] = _order[step];
            foreach (Value value in step.Reads.SelectMany(r => _views[r].Values))
            {
                _lastRead[value] = _order[step];
            }
        }

        foreach (Value value in _graph.Outputs.SelectMany(o => _views[o].Values))
        {
            _lastRead[value] = _graph.Steps.Count;
        }
    }

    private void FindLifetimes()
    {
        foreach (KeyValuePair<Value, Place> entry in _places)
        {
            Storage storage = entry.Value.Storage;
            int first = entry.Key.Producer is null ? -1 : _order[entry.Key.Producer];
            storage.FirstStep = Math.Min(storage.FirstStep, first);
            storage.LastStep = Math.Max(storage.LastStep, _lastRead.TryGetValue(entry.Key, out int last) ? last : first);
        }
    }
}

/// <summary>The views, slots and places of a whole graph.</summary>
internal sealed record Placement(Views Views, Layouts Layouts, IReadOnlyDictionary<Value, Place> Places)
{
    public IEnumerable<Storage> Storages => Places.Values.Select(p => p.Storage).Distinct();
}
