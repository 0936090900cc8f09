using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests;

/// <summary>What convolutions do to their input as they read it: channels gathered, normed, activated, in front of the padding.</summary>
public sealed class ConvolutionInputTests
{
    private static readonly Activation Sigmoid = new(ActivationKind.Sigmoid);

    // Padding would show: sigmoid of nothing is a half.
    [Theory]
    [InlineData(20, 1, 1, 1)]
    [InlineData(20, 3, 1, 1)]
    [InlineData(20, 3, 2, 1)]
    [InlineData(20, 13, 20, 1)]
    [InlineData(20, 3, 20, 2)]
    [InlineData(24, 3, 6, 1)]
    [InlineData(64, 3, 2, 1)]
    [InlineData(64, 1, 4, 1)]
    public void NormsAndActivates(int width, int kernel, int groups, int stride)
    {
        var net = new Net("Normed");
        Node x = net.Conv(net.Input(3, 7, 6), width);
        Node y = net.Conv(net.Act(net.Norm(x), Sigmoid), width, kernel, stride, groups);
        y = net.Add(net.Conv(net.Norm(y), width, kernel, 1, groups), net.Conv(net.Act(y, Sigmoid), width, kernel, 1, groups));
        Network network = net.Build(net.Linear(y, 5));
        Assert.Equal(3, Convolutions(network).Count(c => c.InputNorm is not null || c.InputActivation is not null));
        Agreement.CheckChoices(network, batch: 3);
    }

    // Channels from several maps, sorted and not, some more than once, one by one and four by four.
    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(5, 1, 2)]
    [InlineData(13, 1, 1)]
    public void DepthwiseGathers(int kernel, int stride, int dilation)
    {
        var net = new Net("Gathered");
        Node image = net.Input(3, 7, 6);
        Node a = net.Conv(image, 22);
        Node b = net.Conv(image, 40, 1);
        Node scattered = net.Op("shuffle", new ShuffleOperation(2), net.Concat(net.Slice(a, 3, 6), net.Slice(b, 17, 14)));
        Node quads = net.Concat(net.Slice(b, 8, 8), net.Slice(b, 24, 12));
        Node y = net.Concat(Depthwise(net, scattered, kernel, stride, dilation), Depthwise(net, quads, kernel, stride, dilation));
        Node z = Depthwise(net, net.Act(net.Norm(net.Concat(net.Slice(a, 1, 9), net.Slice(b, 30, 9))), Sigmoid), kernel, stride, dilation);
        Network network = net.Build(net.Linear(net.Conv(net.Concat(y, z), 6, 1), 5));
        Assert.True(Convolutions(network).Count(c => c.Gathers) >= 2, PlanText.Of(FusionPipeline.Run(network)));
        Agreement.CheckChoices(network, batch: 3);
    }

    // A concat of which a depthwise convolution convolves a part and lets the rest pass; alone, and joined to a map.
    [Theory]
    [InlineData(6)]
    [InlineData(16)]
    public void DepthwiseLetsPass(int width)
    {
        var net = new Net("Passing");
        Node x = net.Conv(net.Input(3, 7, 6), 3 * width);
        Node y = net.Act(net.Norm(Passing(net, x, width)));
        y = net.Act(net.Norm(net.Add(Passing(net, y, width), x)), Sigmoid);
        Network network = net.Build(net.Linear(net.Conv(y, 4, 1), 5));
        Assert.Equal(2, Convolutions(network).Count(c => c.Weights.Filters is not null));
        Agreement.CheckChoices(network, batch: 3);
    }

    private static Node Depthwise(Net net, Node x, int kernel, int stride, int dilation) =>
        net.Conv(x, x.Shape.Channels, kernel, stride, x.Shape.Channels, dilation: dilation);

    private static Node Passing(Net net, Node x, int width)
    {
        Node wide = net.Conv(x, 2 * width, linear: true);
        Node tail = net.Conv(net.Slice(wide, 0, width / 2), width / 2, groups: width / 2, norm: false, linear: true);
        return net.Op("shuffle", new ShuffleOperation(2), net.Concat(net.Slice(x, 1, width / 2), tail, wide));
    }

    private static IEnumerable<ConvolutionStep> Convolutions(Network network) => FusionPipeline.Run(network).Steps.OfType<ConvolutionStep>();
}
