using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>A 2-D convolution: cross-correlation as every framework computes it, zero padding.</summary>
/// <param name="InChannels">Channels that go in.</param>
/// <param name="OutChannels">Channels that come out.</param>
/// <param name="Kernel">Height and width of the kernel.</param>
/// <param name="Stride">Step in height and width.</param>
/// <param name="Padding">Zeros on either side.</param>
/// <param name="Dilation">Distance between taps.</param>
/// <param name="Groups">Parts that see only their own channels; cardinality.</param>
/// <param name="Bias">Whether a number is added to each channel.</param>
public sealed record Conv2dOperation(int InChannels, int OutChannels, Size2 Kernel, Size2 Stride, Size2 Padding, Size2 Dilation, int Groups, bool Bias) : Operation
{
    /// <inheritdoc/>
    public override string Name => "conv";

    /// <summary>Whether every group is one input channel.</summary>
    public bool IsDepthwise => Groups == InChannels && Groups > 1;

    /// <summary>Whether it is a matrix product: 1×1, stride 1, no padding.</summary>
    public bool IsPointwise => Kernel == Size2.Square(1) && Stride == Size2.Square(1) && Padding == default;

    /// <inheritdoc/>
    public override EquatableArray<WeightTensor> Weights
    {
        get
        {
            var weight = new WeightTensor("weight", EquatableArray<int>.Of(OutChannels, InChannels / Groups, Kernel.Height, Kernel.Width), WeightRole.Weight);
            return Bias
                ? EquatableArray<WeightTensor>.Of(weight, new WeightTensor("bias", EquatableArray<int>.Of(OutChannels), WeightRole.Bias))
                : EquatableArray<WeightTensor>.Of(weight);
        }
    }

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        if (input.Channels != InChannels)
        {
            return ShapeResult.Fail(ShapeRule.ChannelsAgree, $"the convolution reads {InChannels} channels, {input} has {input.Channels}");
        }

        if (OutChannels < 1 || Groups < 1)
        {
            return ShapeResult.Fail(ShapeRule.InRange, $"a convolution needs at least one channel out and one group, got {OutChannels} and {Groups}");
        }

        if (InChannels % Groups != 0 || OutChannels % Groups != 0)
        {
            string side = InChannels % Groups != 0 ? $"{InChannels} input" : $"{OutChannels} output";
            return ShapeResult.Fail(
                ShapeRule.GroupsDivide,
                $"{Groups} groups do not divide {side} channels ({InChannels} in, {OutChannels} out)",
                HelpGroups());
        }

        return (double)OutChannels * (InChannels / Groups) * Kernel.Area > ShapeRules.MaxElements
            ? ShapeResult.Fail(ShapeRule.InRange, $"a kernel of {OutChannels}x{InChannels / Groups}x{Kernel} has more than {ShapeRules.MaxElements} weights")
            : ShapeRules.Window(input, OutChannels, Kernel, Stride, Padding, Dilation, ceil: false);
    }

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<Shape> inputs, Shape output) =>
        output.Elements * (InChannels / Groups) * Kernel.Area;

    private string HelpGroups()
    {
        int divisor = Groups;
        while (InChannels % divisor != 0 || OutChannels % divisor != 0)
        {
            divisor--;
        }

        return $"{divisor} groups divide both";
    }
}
