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
            LinearOperation linear => new LinearStep(step.Node, target, linear, One(step.Inputs[0]), new WeightRecipe(step.Node.ModulePath, linear.Bias, NormRecipe.Of(step.Norm)), step.Activation),
            PoolOperation pool => new PoolStep(step.Node, target, pool, One(step.Inputs[0])),
            GlobalPoolOperation pool => GlobalPool(step, pool, target),
            BatchNormOperation or ActivationOperation or CopyOperation => Affine(step, target),
            GroupNormOperation norm => new GroupNormStep(step.Node, target, norm, One(step.Inputs[0]), step.Activation),
            ElementwiseOperation join => Combine(step, join, target),
            PartialAddOperation => new PartialAddStep(step.Node, target, One(step.Inputs[0]), One(step.Inputs[1]), step.Activation),
            MaxoutOperation => new MaxoutStep(step.Node, target, Runs(_placement.Views[step.Inputs[0]].Pieces), step.Activation),
            UpsampleOperation or ResizeOperation => new ResizeStep(step.Node, target, One(step.Inputs[0])),
            SpaceToDepthOperation blocks => new SpaceToDepthStep(step.Node, target, One(step.Inputs[0]), blocks.Block),
            ChannelConvOperation taps => new ChannelConvStep(step.Node, target, taps, One(step.Inputs[0]), step.Activation),
            _ => throw new InvalidOperationException($"no kernel computes {step}"),
        };
    }

    private PlanStep Convolution(FusionStep step, Conv2dOperation convolution, BufferView target)
    {
        bool anyOrder = step.Gate is null && (convolution.Groups == 1 || (convolution.IsDepthwise && step.Residual is null));
        (IReadOnlyList<BufferView> sources, int[]? order) = anyOrder
            ? Ordered(step.Inputs[0])
            : (Runs(_placement.Views[step.Inputs[0]].Pieces), null);
        int[]? filters = convolution.IsDepthwise ? Repeat(order, convolution.OutChannels / convolution.InChannels) : null;
        return new ConvolutionStep(
            step.Node, target, convolution, sources,
            new WeightRecipe(step.Node.ModulePath, convolution.Bias, NormRecipe.Of(step.Norm), convolution.IsDepthwise ? null : order, filters))
        {
            InputNorm = NormRecipe.Of(step.InputNorm, order),
            InputActivation = step.InputActivation,
            Gate = step.Gate is null ? null : One(step.Gate),
            Residual = step.Residual is null ? null : One(step.Residual),
            ResidualLast = step.ResidualLast,
            Activation = step.Activation,
            Planes = Compose(filters, step.Planes),
            Squeeze = step.Squeeze is null ? null : ViewOf(step.Squeeze),
        };
    }

    private PlanStep GlobalPool(FusionStep step, GlobalPoolOperation pool, BufferView target)
    {
        Value source = step.Inputs[0];
        bool fromSums = source.IsPartial;
        Shape map = fromSums ? source.Node.Shape : source.Shape;
        return new GlobalPoolStep(step.Node, target, pool, One(source), map.Size.Area, fromSums);
    }

    private PlanStep Affine(FusionStep step, BufferView target)
    {
        (IReadOnlyList<BufferView> sources, int[]? order) = Ordered(step.Inputs[0]);
        Node? norm = step.Operation is BatchNormOperation ? step.Node : null;
        Activation? activation = step.Operation is ActivationOperation act ? act.Activation : step.Activation;
        return new AffineStep(step.Node, target, sources, NormRecipe.Of(norm, order), activation, order);
    }

    private PlanStep Combine(FusionStep step, ElementwiseOperation join, BufferView target)
    {
        BufferView first = One(step.Inputs[0]);
        BufferView second = One(step.Inputs[1]);
        if (second.Plane > first.Plane)
        {
            (first, second) = (second, first);
        }

        return new CombineStep(step.Node, target, join.Kind, first, second, step.Residual is null ? null : One(step.Residual), step.Activation);
    }

    /// <summary>The channels in an order that makes for few runs, and which channel each place then holds.</summary>
    private (IReadOnlyList<BufferView> Sources, int[]? Order) Ordered(Value value)
    {
        IReadOnlyList<Piece> pieces = _placement.Views[value].Pieces;
        IReadOnlyList<BufferView> runs = Runs(pieces);
        if (runs.Count == 1)
        {
            return (runs, null);
        }

        var located = new List<(Piece Piece, int First)>();
        int first = 0;
        foreach (Piece piece in pieces)
        {
            located.Add((piece, first));
            first += piece.Count;
        }

        var sorted = located.OrderBy(l => _buffers[_placement.Places[l.Piece.Value].Storage].Id)
            .ThenBy(l => _placement.Places[l.Piece.Value].Offset.Value + l.Piece.Start).ToArray();
        IReadOnlyList<BufferView> fewer = Runs(sorted.Select(s => s.Piece));
        return fewer.Count < runs.Count
            ? (fewer, sorted.SelectMany(s => Enumerable.Range(s.First, s.Piece.Count)).ToArray())
            : (runs, null);
    }

    /// <summary>Pieces as views of buffers, joined where one begins as the other ends.</summary>
    private IReadOnlyList<BufferView> Runs(IEnumerable<Piece> pieces)
    {
        var runs = new List<BufferView>();
        foreach (Piece piece in pieces)
        {
            Place place = _placement.Places[piece.Value];
            Extent channel = piece.Start == 0 ? place.Offset : place.Offset.Plus(new Extent(piece.Start));
            Extent channels = piece.IsWhole ? Extent.Of(piece.Value) : new Extent(piece.Count);
            PlanBuffer buffer = _buffers[place.Storage];
            BufferView? last = runs.Count == 0 ? null : runs[runs.Count - 1];
            if (last is not null && last.Buffer == buffer && last.Channel.Plus(last.Channels) == channel)
            {
                runs[runs.Count - 1] = last with { Channels = last.Channels.Plus(channels) };
            }
            else
            {
                runs.Add(new BufferView(buffer, channel, channels, piece.Value.Shape.Height, piece.Value.Shape.Width));
            }
        }

        return runs;
    }

    private BufferView ViewOf(Value value) => Runs([new Piece(value, 0, value.Shape.Channels)])[0];

    private BufferView One(Value value)
    {
        IReadOnlyList<BufferView> runs = Runs(_placement.Views[value].Pieces);
        return runs.Count == 1 ? runs[0] : throw new InvalidOperationException($"{value} lives in {runs.Count} places, its reader needs one");
    }

    private static int[]? Repeat(int[]? order, int multiplier) => order is null || multiplier == 1
        ? order
        : order.SelectMany(c => Enumerable.Range(c * multiplier, multiplier)).ToArray();

    // The filter at place k is filter order[k]; it goes to that filter's plane.
    private static int[]? Compose(int[]? order, int[]? planes) =>
        order is null ? planes : planes is null ? order : order.Select(filter => planes[filter]).ToArray();
}
