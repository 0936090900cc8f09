using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>Channels <paramref name="Start"/> to <paramref name="Start"/> + <paramref name="Count"/> − 1.</summary>
public sealed record SliceOperation(int Start, int Count) : Operation
{
    /// <inheritdoc/>
    public override string Name => "slice";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        return Start >= 0 && Count >= 1 && (long)Start + Count <= input.Channels
            ? input with { Channels = Count }
            : ShapeResult.Fail(ShapeRule.SliceFits, $"a slice of {Count} channels from channel {Start} does not lie within {input}");
    }
}

/// <summary>ShuffleNet's channel shuffle: output channel i·g + j is input channel j·(C/g) + i.</summary>
public sealed record ShuffleOperation(int Groups) : Operation
{
    /// <inheritdoc/>
    public override string Name => "shuffle";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Groups >= 1 && inputs[0].Channels % Groups == 0
        ? inputs[0]
        : ShapeResult.Fail(ShapeRule.GroupsDivide, $"a shuffle in {Groups} groups does not divide the {inputs[0].Channels} channels of {inputs[0]}");
}

/// <summary>Cross-channel pooling: output channel g is the largest of the input channels k ≡ g (mod <paramref name="OutChannels"/>).</summary>
public sealed record MaxoutOperation(int OutChannels) : Operation
{
    /// <inheritdoc/>
    public override string Name => "maxout";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => OutChannels >= 1 && inputs[0].Channels % OutChannels == 0
        ? inputs[0] with { Channels = OutChannels }
        : ShapeResult.Fail(ShapeRule.GroupsDivide, $"maxout to {OutChannels} channels does not divide the {inputs[0].Channels} channels of {inputs[0]}");
}

/// <summary>ECA's convolution along the channels of a C×1×1 map, zero padded, without bias; arXiv 1910.03151.</summary>
/// <param name="Kernel">Taps, an odd number.</param>
public sealed record ChannelConvOperation(int Kernel) : Operation
{
    /// <inheritdoc/>
    public override string Name => "channel_conv";

    /// <inheritdoc/>
    public override EquatableArray<WeightTensor> Weights =>
        EquatableArray<WeightTensor>.Of(new WeightTensor("weight", EquatableArray<int>.Of(1, 1, Kernel), WeightRole.Weight));

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Kernel >= 1 && Kernel % 2 == 1 && inputs[0].Height == 1 && inputs[0].Width == 1
        ? inputs[0]
        : ShapeResult.Fail(ShapeRule.InRange, $"a convolution along channels needs an odd kernel and a 1x1 map, got {Kernel} and {inputs[0]}");

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<Shape> inputs, Shape output) => output.Elements * Kernel;
}
