using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>One kernel of the plan.</summary>
/// <param name="Node">The node it began as; its path names the kernel.</param>
/// <param name="Target">What it writes.</param>
internal abstract record PlanStep(Node Node, BufferView Target)
{
    /// <summary>The kernel's kind, as tables and dumps call it.</summary>
    public abstract string Kind { get; }

    /// <summary>Everything it reads.</summary>
    public abstract IEnumerable<BufferView> Reads { get; }

    /// <summary>Everything it writes.</summary>
    public virtual IEnumerable<BufferView> Writes => [Target];

    /// <summary>Bytes of weights it reads.</summary>
    public virtual long WeightBytes => 0;
}

/// <summary>A convolution: target = activation(conv(transform(sources)) + residual), or the residual last.</summary>
internal sealed record ConvolutionStep(
    Node Node, BufferView Target, Conv2dOperation Operation, IReadOnlyList<BufferView> Sources, WeightRecipe Weights) : PlanStep(Node, Target)
{
    /// <summary>
    /// Of a convolution of one filter a channel: whether its sources are gathered channel by channel. Else they are one view of
    /// blocks, whose slots are the target's.
    /// </summary>
    public bool Gathers { get; init; }

    /// <summary>Where it gathers: in which slot of the target each channel of the sources goes; null where that is their order.</summary>
    public int[]? Sorts { get; init; }

    /// <summary>A norm on the input, in the order of what is read (lane by lane: of the target's slots); what pads the input comes behind it.</summary>
    public NormRecipe? InputNorm { get; init; }

    public Activation? InputActivation { get; init; }

    /// <summary>
    /// Pixels of the map whose channel sums, as its writer's squeeze left them, are the one source: what is convolved are its
    /// means. Null where the sources are maps.
    /// </summary>
    public long? MeanOf { get; init; }

    public BufferView? Gate { get; init; }

    /// <summary>Which slot of the gate is the factor of each channel, in the order of the sources; null for their own.</summary>
    public int[]? GateOrder { get; init; }

    /// <summary>
    /// What joins the result. Where its map has another size, row y of the target meets its row ⌊y · height / target height⌋,
    /// columns alike; where it has other channels, the first meet.
    /// </summary>
    public BufferView? Residual { get; init; }

    /// <summary>
    /// In place of <see cref="Residual"/> where its channels are scattered: where they are, one for each channel of the target, in
    /// the channels' own order.
    /// </summary>
    public IReadOnlyList<BufferView>? GatheredResidual { get; init; }

    /// <summary>How the residual joins.</summary>
    public JoinKind Join { get; init; } = JoinKind.Add;

    /// <summary>Whether the result is written at another size, by nearest neighbour: the node's shape is that of the convolution itself.</summary>
    public bool Resizes => Target.Height != Node.Shape.Height || Target.Width != Node.Shape.Width;

    public bool ResidualLast { get; init; }

    public Activation? Activation { get; init; }

    public BufferView? Squeeze { get; init; }

    public override string Kind => "conv";

    public override IEnumerable<BufferView> Reads => Sources.Concat(Some(Gate)).Concat(Some(Residual)).Concat(GatheredResidual ?? []);

    public override IEnumerable<BufferView> Writes => Some(Target).Concat(Some(Squeeze));

    public override long WeightBytes => Operation.Weights.Sum(w => w.Elements) * sizeof(float);

    private static IEnumerable<BufferView> Some(BufferView? view) => view is null ? [] : [view];
}

/// <summary>A matrix product.</summary>
internal sealed record LinearStep(Node Node, BufferView Target, LinearOperation Operation, IReadOnlyList<BufferView> Sources, WeightRecipe Weights, Activation? Activation) : PlanStep(Node, Target)
{
    public override string Kind => "linear";

    public override IEnumerable<BufferView> Reads => Sources;

    public override long WeightBytes => Operation.Weights.Sum(w => w.Elements) * sizeof(float);
}


/// <summary>target = activation(sources · scale + shift) a channel: a norm, an activation, or with neither a copy.</summary>
/// <param name="Node">The node it began as.</param>
/// <param name="Target">What it writes.</param>
/// <param name="Sources">Where the channels are, in the order of the target's slots unless it sorts them.</param>
/// <param name="Norm">The norm, in the order of the target's slots.</param>
/// <param name="Activation">Applied last.</param>
internal sealed record AffineStep(Node Node, BufferView Target, IReadOnlyList<BufferView> Sources, NormRecipe? Norm, Activation? Activation) : PlanStep(Node, Target)
{
    /// <summary>In which slot of the target each channel of the sources goes; null where that is their order.</summary>
    public int[]? Sorts { get; init; }

    public override string Kind => Norm is not null ? "norm" : Activation is not null ? "act" : "copy";

    public override IEnumerable<BufferView> Reads => Sources;
}

/// <summary>A caller's planes as blocks.</summary>
internal sealed record ToBlocksStep(Node Node, BufferView Target, BufferView Source) : PlanStep(Node, Target)
{
    public override string Kind => "to_blocks";

    public override IEnumerable<BufferView> Reads => [Source];
}

/// <summary>Channels from wherever they are as a caller's planes.</summary>
internal sealed record ToPlanesStep(Node Node, BufferView Target, IReadOnlyList<BufferView> Sources) : PlanStep(Node, Target)
{
    public override string Kind => "to_planes";

    public override IEnumerable<BufferView> Reads => Sources;
}

/// <summary>A group norm.</summary>
internal sealed record GroupNormStep(Node Node, BufferView Target, GroupNormOperation Operation, IReadOnlyList<BufferView> Sources, Activation? Activation) : PlanStep(Node, Target)
{
    public override string Kind => "group_norm";

    public override IEnumerable<BufferView> Reads => Sources;
}

/// <summary>target = activation(first op second + residual); the second may be one number a channel.</summary>
internal sealed record CombineStep(Node Node, BufferView Target, JoinKind Join, BufferView First, BufferView Second, BufferView? Residual, Activation? Activation) : PlanStep(Node, Target)
{
    public bool Spreads => Second.Plane == 1 && First.Plane > 1;

    public override string Kind => Join.ToString().ToLowerInvariant();

    public override IEnumerable<BufferView> Reads => Residual is null ? [First, Second] : [First, Second, Residual];
}

/// <summary>Darknet's partial shortcut.</summary>
internal sealed record PartialAddStep(Node Node, BufferView Target, IReadOnlyList<BufferView> Body, IReadOnlyList<BufferView> Shortcut, Activation? Activation) : PlanStep(Node, Target)
{
    public override string Kind => "partial_add";

    public override IEnumerable<BufferView> Reads => Body.Concat(Shortcut);
}

/// <summary>Cross-channel pooling.</summary>
internal sealed record MaxoutStep(Node Node, BufferView Target, IReadOnlyList<BufferView> Sources, Activation? Activation) : PlanStep(Node, Target)
{
    public override string Kind => "maxout";

    public override IEnumerable<BufferView> Reads => Sources;
}

/// <summary>Nearest-neighbour resize to the target's size.</summary>
internal sealed record ResizeStep(Node Node, BufferView Target, BufferView Source) : PlanStep(Node, Target)
{
    public override string Kind => "resize";

    public override IEnumerable<BufferView> Reads => [Source];
}

/// <summary>Blocks of pixels into channels.</summary>
internal sealed record SpaceToDepthStep(Node Node, BufferView Target, IReadOnlyList<BufferView> Sources, int Block) : PlanStep(Node, Target)
{
    public override string Kind => "space_to_depth";

    public override IEnumerable<BufferView> Reads => Sources;
}

/// <summary>A convolution along the channels of a vector.</summary>
internal sealed record ChannelConvStep(Node Node, BufferView Target, ChannelConvOperation Operation, IReadOnlyList<BufferView> Sources, Activation? Activation) : PlanStep(Node, Target)
{
    public override string Kind => "channel_conv";

    public override IEnumerable<BufferView> Reads => Sources;

    public override long WeightBytes => Operation.Kernel * sizeof(float);
}
