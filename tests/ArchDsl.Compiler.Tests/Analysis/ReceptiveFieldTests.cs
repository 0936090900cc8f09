using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Analysis;

public class ReceptiveFieldTests
{
    [Fact]
    public void WindowsAddUpByTheStepOfTheirMap()
    {
        CostReport report = CostReport.Of(PublishedNetworks.ResNet50());
        Assert.Equal([11, 35, 91, 267, 427], [.. report.Stages.Take(5).Select(s => s.ReceptiveField.Height)]);
    }

    [Fact]
    public void AGlobalPoolSeesAllWithoutWideningTheWindow()
    {
        CostReport report = CostReport.Of(PublishedNetworks.ResNet50());
        Assert.False(report.Stages[4].ReceptiveField.SeesWholeInput);
        Assert.Equal(report.Stages[4].ReceptiveField with { SeesWholeInput = true }, report.ReceptiveField);
    }

    [Fact]
    public void JoinsTakeTheWidestPath()
    {
        var net = new NetworkWriter("Inception");
        Node x = net.Input(4, 16, 16);
        Node y = net.Concat(x, net.Conv(x, 4, 3), net.Conv(x, 4, 5), net.Conv(x, 4, 3, dilation: 3));
        Assert.Equal(new ReceptiveField(7, 7, false), CostReport.Of(net.Build(y)).ReceptiveField);
    }

    [Fact]
    public void HeightAndWidthAreApart()
    {
        var net = new NetworkWriter("Bar");
        var bar = new Conv2dOperation(1, 1, new Size2(1, 5), new Size2(1, 2), new Size2(0, 2), Size2.Square(1), 1, false);
        Node x = net.Layer("conv", bar, net.Layer("conv", bar, net.Input(1, 8, 32)));
        Assert.Equal(new ReceptiveField(1, 13, false), CostReport.Of(net.Build(x)).ReceptiveField);
    }

    [Fact]
    public void UpsamplingShortensTheSteps()
    {
        var net = new NetworkWriter("Up");
        Node x = net.MaxPool(net.Input(2, 12, 12), 2, 2);
        Node up = net.Layer("upsample", new UpsampleOperation(Size2.Square(2)), x);
        Assert.Equal(new ReceptiveField(4, 4, false), CostReport.Of(net.Build(net.Conv(up, 2, 3))).ReceptiveField);
    }

    [Fact]
    public void AnOddFactorLeavesWholePixels()
    {
        var net = new NetworkWriter("Thirds");
        Node up = net.Layer("resize", new ResizeOperation(new Size2(9, 9)), net.Input(2, 3, 3));
        Node x = net.Conv(net.Conv(net.Conv(up, 2, 3), 2, 3), 2, 3);
        Assert.Equal(new ReceptiveField(3, 3, false), CostReport.Of(net.Build(x)).ReceptiveField);
    }

    [Fact]
    public void AGateSeesAllButLeavesTheStepOfItsMap()
    {
        var net = new NetworkWriter("Gate");
        Node x = net.Conv(net.Input(4, 16, 16), 4, 3, 2);
        Node gated = net.Builder.Add(new ElementwiseOperation(JoinKind.Multiply), [x, net.GlobalPool(x)]);
        Assert.Equal(new ReceptiveField(7, 7, true), CostReport.Of(net.Build(net.Conv(gated, 4, 3))).ReceptiveField);
    }

    [Fact]
    public void SpaceToDepthSeesItsBlock()
    {
        var net = new NetworkWriter("Focus");
        Node x = net.Layer("space_to_depth", new SpaceToDepthOperation(2), net.Input(3, 8, 8));
        Assert.Equal(new ReceptiveField(6, 6, false), CostReport.Of(net.Build(net.Conv(x, 8, 3))).ReceptiveField);
    }
}
