using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests.Grids;

/// <summary>Depthwise and grouped convolutions that are no matrix products, by runs of pixels and pixel by pixel.</summary>
public sealed class WindowConvolutionTests
{
    [Theory]
    [InlineData(20, 3, 1, 1, 7, 9)]
    [InlineData(16, 5, 2, 1, 9, 10)]
    [InlineData(33, 3, 1, 2, 8, 5)]
    [InlineData(8, 7, 1, 1, 5, 6)]
    [InlineData(16, 13, 1, 1, 6, 7)]
    [InlineData(24, 1, 2, 1, 7, 7)]
    public void OneFilterEachChannel(int channels, int kernel, int stride, int dilation, int height, int width)
    {
        var net = new Net("Depthwise");
        Node x = net.Conv(net.Input(3, height, width), channels);
        Node y = net.Conv(x, channels, kernel, stride, groups: channels, act: new Activation(ActivationKind.HardSwish), dilation: dilation);
        Agreement.CheckChoices(net.Build(net.Linear(y, 5)), batch: 3);
    }

    [Theory]
    [InlineData(16, 16, 4, 3, 1)]
    [InlineData(24, 24, 6, 3, 2)]
    [InlineData(48, 24, 6, 3, 1)]
    [InlineData(24, 48, 3, 1, 1)]
    [InlineData(40, 40, 2, 3, 1)]
    [InlineData(16, 64, 4, 5, 1)]
    public void GroupsOfWholeFours(int channels, int filters, int groups, int kernel, int stride)
    {
        var net = new Net("Narrow");
        Node x = net.Conv(net.Input(3, 7, 6), channels);
        Agreement.CheckChoices(net.Build(net.Linear(net.Conv(x, filters, kernel, stride, groups), 5)));
    }

    [Theory]
    [InlineData(12, 12, 6, 3)]
    [InlineData(10, 20, 5, 3)]
    [InlineData(10, 30, 10, 3)]
    [InlineData(9, 27, 3, 1)]
    [InlineData(6, 16, 2, 5)]
    [InlineData(14, 14, 2, 13)]
    public void GroupsOfAnyWidth(int channels, int filters, int groups, int kernel)
    {
        var net = new Net("Gathered");
        Node x = net.Conv(net.Input(3, 6, 7), channels);
        Agreement.CheckChoices(net.Build(net.Linear(net.Conv(x, filters, kernel, groups: groups, norm: false), 5)));
    }

    // Of a shuffled map each group's channels are all over the place; of a concatenated one in several places.
    [Theory]
    [InlineData(24, 3, 3)]
    [InlineData(24, 6, 1)]
    [InlineData(32, 2, 1)]
    public void GroupsAreGathered(int width, int groups, int kernel)
    {
        var net = new Net("Shuffled");
        Node image = net.Input(3, 6, 5);
        Node x = net.Concat(net.Conv(image, width / 2), net.Conv(image, width / 2, 1));
        x = net.Op("shuffle", new ShuffleOperation(2), x);
        Agreement.CheckChoices(net.Build(net.Linear(net.Conv(x, width, kernel, groups: groups), 5)));
    }

    // A depthwise convolution keeps the slots of what it reads, pads among them.
    [Theory]
    [InlineData(3)]
    [InlineData(13)]
    public void SlotsWithPadsAreKept(int kernel)
    {
        var net = new Net("Pads");
        Node image = net.Input(3, 6, 5);
        Node x = net.Concat(net.Conv(image, 6), net.Conv(image, 18, 1));
        x = net.Op("shuffle", new ShuffleOperation(2), x);
        x = net.Conv(x, 24, kernel, groups: 24);
        Agreement.CheckChoices(net.Build(net.Linear(net.Conv(x, 7, 1), 5)));
    }

    [Theory]
    [InlineData(16, 16, 16)]
    [InlineData(16, 16, 4)]
    [InlineData(12, 12, 6)]
    public void ResidualsAndSqueezes(int channels, int filters, int groups)
    {
        var net = new Net("Ends");
        Node x = net.Conv(net.Input(3, 9, 9), channels);
        Node before = net.Act(net.Add(net.Conv(x, filters, groups: groups, linear: true), x));
        Node after = net.Add(net.Conv(before, filters, groups: groups, act: new Activation(ActivationKind.Silu)), before);
        Node squeezed = net.Conv(after, filters, groups: groups);
        Agreement.CheckChoices(net.Build(net.Linear(net.GlobalPool(squeezed), 5)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void InputsAreTransformed(int groups)
    {
        var net = new Net("Transformed");
        Node x = net.Conv(net.Input(3, 7, 6), 16);
        Node y = net.Conv(net.Act(net.Norm(net.Concat(x, net.Conv(x, 8)))), 24, 1, groups: groups);
        GpuNetwork compiled = Agreement.CheckChoices(net.Build(net.Linear(net.Conv(net.Se(y, 6), 12, 1, groups: groups), 5)));
        Assert.Contains("void NormReluGathered", compiled.Source, StringComparison.Ordinal);
        Assert.Contains("void GatedGathered", compiled.Source, StringComparison.Ordinal);
    }
}
