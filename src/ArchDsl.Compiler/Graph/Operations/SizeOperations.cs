namespace ArchDsl.Compiler.Graph;

/// <summary>Nearest-neighbour upsampling by a whole factor.</summary>
public sealed record UpsampleOperation(Size2 Factor) : Operation
{
    /// <inheritdoc/>
    public override string Name => "upsample";

    /// <inheritdoc/>
    public override bool KeepsChannels => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        if (Factor.Height < 1 || Factor.Width < 1 || (double)input.Height * Factor.Height > int.MaxValue || (double)input.Width * Factor.Width > int.MaxValue)
        {
            return ShapeResult.Fail(ShapeRule.InRange, $"{input} cannot be upsampled by {Factor}");
        }

        return ShapeRules.Check(new Shape(input.Channels, input.Height * Factor.Height, input.Width * Factor.Width));
    }
}

/// <summary>Nearest-neighbour resize to a size: row y of the result is row ⌊y·H_in/H_out⌋.</summary>
public sealed record ResizeOperation(Size2 Size) : Operation
{
    /// <inheritdoc/>
    public override string Name => "resize";

    /// <inheritdoc/>
    public override bool KeepsChannels => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) =>
        ShapeRules.Check(new Shape(inputs[0].Channels, Size.Height, Size.Width));
}

/// <summary>Moves blocks of pixels into the channels: C×H×W to C·b²×H/b×W/b, output channel c·b² + y·b + x, as PyTorch's pixel_unshuffle.</summary>
public sealed record SpaceToDepthOperation(int Block) : Operation
{
    /// <inheritdoc/>
    public override string Name => "space_to_depth";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        if (Block < 1 || input.Height % Block != 0 || input.Width % Block != 0)
        {
            return ShapeResult.Fail(ShapeRule.SliceFits, $"blocks of {Block}x{Block} do not divide {input}");
        }

        return (double)input.Channels * Block * Block > ShapeRules.MaxElements
            ? ShapeResult.Fail(ShapeRule.InRange, $"{input} in blocks of {Block}x{Block} has too many channels")
            : ShapeRules.Check(new Shape(input.Channels * Block * Block, input.Height / Block, input.Width / Block));
    }
}
