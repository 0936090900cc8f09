namespace ArchDsl.Compiler.Graph;

/// <summary>Average or maximum over a sliding window, PyTorch's rules: windows start inside the map or its left padding.</summary>
/// <param name="Kind">Average or maximum.</param>
/// <param name="Kernel">The window.</param>
/// <param name="Stride">Its step.</param>
/// <param name="Padding">Border on either side, at most half the window; zeros for an average, nothing for a maximum.</param>
/// <param name="CeilMode">Whether a last window may hang over the far edge. What hangs over the padding too is never counted.</param>
/// <param name="CountPadding">Whether an average divides by the window with its padding, or by the numbers within the map.</param>
public sealed record PoolOperation(PoolKind Kind, Size2 Kernel, Size2 Stride, Size2 Padding, bool CeilMode = false, bool CountPadding = true) : Operation
{
    /// <inheritdoc/>
    public override string Name => Kind == PoolKind.Max ? "maxpool" : "avgpool";

    /// <inheritdoc/>
    public override bool KeepsChannels => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) =>
        2 * Padding.Height > Kernel.Height || 2 * Padding.Width > Kernel.Width
            ? ShapeResult.Fail(ShapeRule.WindowFits, $"a pool's padding is at most half its window, got {Padding} for {Kernel}")
            : ShapeRules.Window(inputs[0], inputs[0].Channels, Kernel, Stride, Padding, Size2.Square(1), CeilMode);
}

/// <summary>Average or maximum over the whole map: C×H×W to C×1×1.</summary>
public sealed record GlobalPoolOperation(PoolKind Kind) : Operation
{
    /// <inheritdoc/>
    public override string Name => "globalpool";

    /// <inheritdoc/>
    public override bool KeepsChannels => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => new Shape(inputs[0].Channels, 1, 1);
}
