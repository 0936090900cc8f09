namespace ArchDsl.Compiler.Graph;

/// <summary>Channels of all inputs one behind the other, in order.</summary>
public sealed record ConcatOperation : Operation
{
    /// <inheritdoc/>
    public override string Name => "concat";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        long channels = 0;
        foreach (Shape input in inputs)
        {
            if (input.Size != inputs[0].Size)
            {
                return ShapeResult.Fail(ShapeRule.SizesAgree, $"maps of different size cannot be concatenated: {inputs[0]} and {input}");
            }

            channels += input.Channels;
        }

        return channels > ShapeRules.MaxElements
            ? ShapeResult.Fail(ShapeRule.InRange, $"{channels} channels are too many")
            : ShapeRules.Check(inputs[0] with { Channels = (int)channels });
    }
}

/// <summary>Sum, product or maximum of maps of one shape; in a sum or product a C×1×1 map spreads over the others.</summary>
/// <param name="Kind"><see cref="JoinKind.Add"/>, <see cref="JoinKind.Multiply"/> or <see cref="JoinKind.Max"/>.</param>
public sealed record ElementwiseOperation(JoinKind Kind) : Operation
{
    /// <inheritdoc/>
    public override string Name => Kind switch
    {
        JoinKind.Add => "add",
        JoinKind.Multiply => "multiply",
        _ => "max",
    };

    /// <inheritdoc/>
    public override bool KeepsChannels => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        bool spreads = Kind != JoinKind.Max;
        Shape largest = inputs.Aggregate((a, b) => b.Size.Area > a.Size.Area ? b : a);
        foreach (Shape input in inputs)
        {
            if (input.Channels != largest.Channels)
            {
                return ShapeResult.Fail(ShapeRule.ChannelsAgree, $"{Name} needs the same channels on every side: {inputs[0]} and {(input.Channels == inputs[0].Channels ? largest : input)}");
            }

            if (input.Size != largest.Size && !(spreads && input.Size == Size2.Square(1)))
            {
                return ShapeResult.Fail(ShapeRule.SizesAgree, $"{Name} needs maps of one size: {(input == inputs[0] ? largest : inputs[0])} and {input}");
            }
        }

        return largest;
    }
}

/// <summary>
/// Darknet's partial shortcut: the second map is added to the first channels of the first, as many as both have;
/// where it is larger by a whole factor, every factor-th pixel of it.
/// </summary>
public sealed record PartialAddOperation : Operation
{
    /// <inheritdoc/>
    public override string Name => "partial_add";

    /// <summary>How many channels are added.</summary>
    public static int SharedChannels(Shape body, Shape shortcut) => Math.Min(body.Channels, shortcut.Channels);

    /// <summary>The step over the shortcut's pixels.</summary>
    public static Size2 Step(Shape body, Shape shortcut) => new(shortcut.Height / body.Height, shortcut.Width / body.Width);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        Shape body = inputs[0];
        Shape shortcut = inputs[1];
        return shortcut.Height % body.Height == 0 && shortcut.Width % body.Width == 0
            ? body
            : ShapeResult.Fail(ShapeRule.SizesAgree, $"a partial shortcut needs maps whose sizes divide: {body} and {shortcut}");
    }
}
