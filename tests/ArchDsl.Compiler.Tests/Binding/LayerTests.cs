using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Every layer of the language: its arguments, its defaults and the shape it gives a 16x32x32 map.</summary>
public sealed class LayerTests
{
    [Theory]
    [InlineData("conv 3x3", "16x32x32")]
    [InlineData("conv 3, 8", "8x32x32")]
    [InlineData("conv [3, 1], 8", "8x32x32")]
    [InlineData("conv 5x3, 8, pad: 0", "8x28x30")]
    [InlineData("conv 3x3, stride: 2", "16x16x16")]
    [InlineData("conv 3x3, stride: 2x1", "16x16x32")]
    [InlineData("conv 6x6, 8, stride: 2, pad: 2", "8x16x16")]
    [InlineData("conv 3x3, dilation: 2", "16x32x32")]
    [InlineData("conv 3x3, dilation: 2, pad: 0", "16x28x28")]
    [InlineData("conv 2x2", "16x33x33")]
    [InlineData("conv 1x1, 1/2", "8x32x32")]
    [InlineData("conv 1x1, 0.25", "4x32x32")]
    [InlineData("conv 1x1, auto", "16x32x32")]
    [InlineData("conv kernel: 1, out: 3", "3x32x32")]
    [InlineData("conv 1x1, c * 3 / 2", "24x32x32")]
    [InlineData("conv_depthwise 3x3", "16x32x32")]
    [InlineData("conv_depthwise 3x3, 32, stride: 2", "32x16x16")]
    [InlineData("compconv 3x3, 32, stride: 2", "32x16x16")]
    [InlineData("linear 10", "10x1x1")]
    [InlineData("linear 1/16", "1x1x1")]
    [InlineData("norm batch", "16x32x32")]
    [InlineData("norm group(4)", "16x32x32")]
    [InlineData("act gelu", "16x32x32")]
    [InlineData("maxpool 2", "16x16x16")]
    [InlineData("maxpool 3x3", "16x10x10")]
    [InlineData("maxpool 3x3, stride: 2", "16x15x15")]
    [InlineData("maxpool 3x3, stride: 2, ceil: true", "16x16x16")]
    [InlineData("maxpool 3x3, stride: 2, pad: 1", "16x16x16")]
    [InlineData("maxpool 16; maxpool 3x3, stride: 2, ceil: true", "16x1x1")]
    [InlineData("maxpool 16; avgpool 4x3, stride: 3x2, ceil: true", "16x1x1")]
    [InlineData("avgpool 2x2", "16x16x16")]
    [InlineData("avgpool 3x3, stride: 2, ceil: true", "16x16x16")]
    [InlineData("globalpool", "16x1x1")]
    [InlineData("globalpool max", "16x1x1")]
    [InlineData("upsample 2", "16x64x64")]
    [InlineData("upsample 2x1", "16x64x32")]
    [InlineData("resize 7x5", "16x7x5")]
    [InlineData("maxpool 4; resize x", "16x32x32")]
    [InlineData("shuffle 4", "16x32x32")]
    [InlineData("shuffle", "16x32x32")]
    [InlineData("slice 4, 8", "8x32x32")]
    [InlineData("slice 0, 1/4", "4x32x32")]
    [InlineData("slice 1/2, 1/2", "8x32x32")]
    [InlineData("space_to_depth", "64x16x16")]
    [InlineData("space_to_depth 4", "256x8x8")]
    [InlineData("maxout 4", "4x32x32")]
    [InlineData("maxout 1/2", "8x32x32")]
    [InlineData("dropout", "16x32x32")]
    [InlineData("droppath 0.1", "16x32x32")]
    [InlineData("se 1/4", "16x32x32")]
    [InlineData("se 4, gate: hard_sigmoid", "16x32x32")]
    [InlineData("ese", "16x32x32")]
    [InlineData("eca", "16x32x32")]
    [InlineData("sam", "16x32x32")]
    public void GivesItsShape(string layer, string shape) => Assert.Equal(shape, ArchText.Shape(layer));

    [Theory]
    [InlineData("conv 3x3", "conv")]
    [InlineData("conv 3x3, norm: batch, act: relu", "conv batch_norm act")]
    [InlineData("conv 3x3, norm: batch, act: relu, order: norm_act_conv", "batch_norm act conv")]
    [InlineData("conv 3x3, norm: batch, act: relu, order: conv_act_norm", "conv act batch_norm")]
    [InlineData("conv 3x3, norm: group(2), act: none", "conv group_norm")]
    [InlineData("conv 3x3, norm: none, act: relu, order: norm_act_conv", "act conv")]
    [InlineData("linear 4, act: relu", "linear act")]
    [InlineData("se 1/4", "globalpool conv act conv act multiply")]
    [InlineData("ese", "globalpool conv act multiply")]
    [InlineData("eca", "globalpool channel_conv act multiply")]
    [InlineData("sam norm: batch", "conv batch_norm act multiply")]
    [InlineData("resize 32x32", "")]
    [InlineData("act none; norm none; pass", "")]
    public void IsTheseOperations(string layer, string operations) => Assert.Equal(operations, ArchText.Operations(layer));

    [Theory]
    [InlineData("conv 3x3", true)]
    [InlineData("conv 3x3, norm: batch", false)]
    [InlineData("conv 3x3, norm: batch, bias: true", true)]
    [InlineData("conv 3x3, bias: false", false)]
    [InlineData("conv 3x3, norm: group(4)", false)]
    [InlineData("linear 3", true)]
    [InlineData("linear 3, bias: false", false)]
    public void HasABiasOnlyWithoutNorm(string layer, bool hasBias) =>
        Assert.Equal(hasBias, ArchText.Body(layer).Weights.Any(w => w.Tensor.Role == WeightRole.Bias));

    [Fact]
    public void AnActivationOfALinearLayerIsNeverADefault() =>
        Assert.Equal("act linear", ArchText.Operations("defaults act: relu; act; linear 3"));

    [Theory]
    [InlineData("relu", ActivationKind.Relu, 0)]
    [InlineData("relu6", ActivationKind.Relu6, 0)]
    [InlineData("leaky", ActivationKind.Leaky, 0.01)]
    [InlineData("leaky(0.1)", ActivationKind.Leaky, 0.1)]
    [InlineData("silu", ActivationKind.Silu, 0)]
    [InlineData("swish", ActivationKind.Silu, 0)]
    [InlineData("mish", ActivationKind.Mish, 0)]
    [InlineData("hard_swish", ActivationKind.HardSwish, 0)]
    [InlineData("hard_sigmoid", ActivationKind.HardSigmoid, 0)]
    [InlineData("sigmoid", ActivationKind.Sigmoid, 0)]
    [InlineData("gelu", ActivationKind.Gelu, 0)]
    [InlineData("tanh", ActivationKind.Tanh, 0)]
    [InlineData("elu", ActivationKind.Elu, 1)]
    public void ActivationsHaveTheirNames(string name, ActivationKind kind, double alpha) =>
        Assert.Equal(new ActivationOperation(new Activation(kind, alpha)), ArchText.Body($"act {name}").Nodes[1].Operation);

    [Fact]
    public void ConvolutionsPadHalfTheirKernelAndPoolsNothing()
    {
        Assert.Equal(new Size2(2, 0), Assert.IsType<Conv2dOperation>(ArchText.Body("conv 5x1").Nodes[1].Operation).Padding);
        Assert.Equal(new Size2(2, 2), Assert.IsType<Conv2dOperation>(ArchText.Body("conv 3x3, dilation: 2").Nodes[1].Operation).Padding);
        Assert.Equal(default, Assert.IsType<PoolOperation>(ArchText.Body("avgpool 3x3").Nodes[1].Operation).Padding);
    }

    [Fact]
    public void ADepthwiseConvolutionHasAGroupPerChannel()
    {
        Conv2dOperation conv = Assert.IsType<Conv2dOperation>(ArchText.Body("conv_depthwise 3x3, 32").Nodes[1].Operation);
        Assert.Equal((16, 32, 16), (conv.InChannels, conv.OutChannels, conv.Groups));
    }

    // |log2(C)/2 + 1/2| made odd, at least 3.
    [Theory]
    [InlineData(16, 3)]
    [InlineData(64, 3)]
    [InlineData(128, 5)]
    [InlineData(512, 5)]
    [InlineData(2048, 7)]
    public void EcaAdaptsItsKernel(int channels, int kernel) =>
        Assert.Contains(ArchText.Body($"conv 1x1, {channels}; eca").Nodes, n => n.Operation is ChannelConvOperation conv && conv.Kernel == kernel);

    [Fact]
    public void AttentionKeepsItsOwnBiasedConvolutionsAndTakesTheDefaultActivation()
    {
        Network network = ArchText.Body("defaults norm: batch, act: silu; se 1/4");
        Assert.Equal(["se1.fc1.weight", "se1.fc1.bias", "se1.fc2.weight", "se1.fc2.bias"], network.Weights.Select(w => w.Key));
        Assert.Equal([ActivationKind.Silu, ActivationKind.Sigmoid], network.Nodes.Select(n => n.Operation).OfType<ActivationOperation>().Select(a => a.Activation.Kind));
    }
}
