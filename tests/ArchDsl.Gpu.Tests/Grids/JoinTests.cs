using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests.Grids;

/// <summary>What joins a convolution's result as it is written, and results that are written at another size.</summary>
public sealed class JoinTests
{
    private static readonly Activation Silu = new(ActivationKind.Silu);

    private static readonly Size2 Size = new(7, 9);

    /// <summary>Kinds of convolutions, each by kernels of its own: tiles, Winograd's, groups of whole blocks, of fours, of any width, depthwise.</summary>
    public static TheoryData<string> Kinds => ["Pointwise", "Spatial", "Dilated", "WideGroups", "Narrow", "Gathered", "Depthwise", "WideDepthwise"];

    // Sum, product, maximum, each with an activation behind it or before it; factors of a norm of the sum.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Joins(string kind) => Check(kind, 3, (n, x) =>
    {
        Node sum = n.Act(n.Add(Conv(n, kind, x), x), Silu);
        Node last = n.Add(Conv(n, kind, sum, Silu), x);
        Node product = n.Act(n.Join(JoinKind.Multiply, Conv(n, kind, last), x));
        Node largest = n.Join(JoinKind.Max, Conv(n, kind, product, Silu), x);
        return n.Act(n.Norm(n.Add(Conv(n, kind, largest), x)));
    }, convolution => convolution.Residual is not null || convolution.GatheredResidual is not null);

    // A smaller map, one of one pixel, a larger one, one of another ratio.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void JoinsOtherSizes(string kind) => Check(kind, 4, (n, x) =>
    {
        Node small = n.Add(Conv(n, kind, x), Resized(n, n.MaxPool(x, 2, 2, ceil: true)));
        Node pixel = n.Act(n.Add(Conv(n, kind, small), Resized(n, n.GlobalPool(x))));
        Node large = n.Join(JoinKind.Multiply, Conv(n, kind, pixel), Resized(n, n.Act(n.Op("resize", new ResizeOperation(new Size2(14, 18)), x))));
        return n.Act(n.Norm(n.Add(Conv(n, kind, large), Resized(n, n.Act(n.Op("resize", new ResizeOperation(new Size2(5, 11)), x), Silu)))));
    }, convolution => (convolution.Residual ?? convolution.GatheredResidual?[0]) is { } residual && residual.Plane != Size.Area);

    // Channels that a shuffle and a slice scatter, one by one and four by four; of another size, too.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void JoinsScatteredChannels(string kind) => Check(kind, 3, (n, x) =>
    {
        int width = x.Shape.Channels;
        Node shuffled = n.Op("shuffle", new ShuffleOperation(2), n.Concat(n.MaxPool(x, 3, 1, 1), x));
        Node y = n.Act(n.Norm(n.Add(Conv(n, kind, x), n.Slice(shuffled, 3, width))));
        Node halves = n.Concat(n.Slice(x, width / 2, width / 2), n.Slice(n.MaxPool(x, 3, 1, 1), 0, width / 2));
        y = n.Join(JoinKind.Max, Conv(n, kind, y, Silu), halves);
        Node small = n.MaxPool(y, 2, 2);
        Node far = n.Concat(n.Slice(small, width / 2, width / 2), n.Slice(n.Act(small), 0, width / 2));
        return n.Add(Conv(n, kind, y), Resized(n, far));
    }, convolution => convolution.GatheredResidual is not null);

    [Theory]
    [InlineData(40, 5, 7, 9, 1)]
    [InlineData(40, 8, 8, 6, 1)]
    [InlineData(24, 23, 8, 6, 2)]
    [InlineData(7, 40, 6, 6, 2)]
    [InlineData(40, 17, 6, 6, 3)]
    public void JoinsTheFirstChannels(int width, int shortcut, int height, int columns, int stride)
    {
        var net = new Net("First");
        Node x = net.Conv(net.Input(3, height, columns), shortcut);
        Node y = net.Op("residual", new PartialAddOperation(), net.Conv(x, width, stride: stride, linear: true), x);
        y = net.Act(net.Norm(y));
        y = net.Op("residual", new PartialAddOperation(), net.Conv(y, width, 1, act: Silu), net.Act(x));
        Network network = net.Build(net.Linear(y, 5));
        Assert.Contains(Convolutions(network), c => c.Residual is { } r && r.Channels != c.Target.Channels);
        Agreement.CheckChoices(network, batch: 3);
    }

    // Twice the size, an odd ratio, half, many copies of one pixel; the means of what is written.
    [Theory]
    [InlineData(1, 14, 18)]
    [InlineData(3, 11, 13)]
    [InlineData(3, 4, 5)]
    [InlineData(1, 7, 20)]
    [InlineData(3, 1, 1)]
    public void WritesAtAnotherSize(int kernel, int height, int width)
    {
        var net = new Net("Resized");
        Node x = net.Conv(net.Input(3, Size.Height, Size.Width), 20);
        var to = new Size2(height, width);
        Node y = net.Act(net.Op("resize", new ResizeOperation(to), net.Conv(x, 40, kernel, linear: true)), Silu);
        Node z = net.Op("resize", new ResizeOperation(to), net.Conv(x, 40, kernel, groups: 10, act: Silu));
        Node sum = net.Add(net.Op("resize", new ResizeOperation(to), net.Conv(x, 40, kernel)), z);
        Network network = net.Build(net.Linear(net.Se(y, 6), 5), net.Linear(net.Conv(net.Concat(y, sum), 9, 1), 5));
        Assert.Contains(Convolutions(network), c => c.Resizes);
        Agreement.CheckChoices(network, batch: 3);
    }

    [Fact]
    public void OnePixelFillsTheMap()
    {
        var net = new Net("Pooled");
        Node x = net.Conv(net.Input(3, Size.Height, Size.Width), 20);
        Node y = net.Op("resize", new ResizeOperation(Size), net.Conv(net.GlobalPool(x), 20, 1));
        Network network = net.Build(net.Linear(net.Conv(net.Concat(x, y), 9, 1), 5));
        Assert.Contains(Convolutions(network), c => c.Resizes);
        Agreement.CheckChoices(network, batch: 3);
    }

    private static IEnumerable<ConvolutionStep> Convolutions(Network network) => FusionPipeline.Run(network).Steps.OfType<ConvolutionStep>();

    private static void Check(string kind, int steps, Func<Net, Node, Node> body, Func<ConvolutionStep, bool> joins)
    {
        var net = new Net("Joined");
        Node x = net.Conv(net.Input(3, Size.Height, Size.Width), kind == "Gathered" ? 22 : kind == "Narrow" ? 24 : kind == "WideGroups" ? 64 : 20);
        Network network = net.Build(net.Linear(body(net, x), 5));
        Assert.True(Convolutions(network).Count(joins) >= steps, PlanText.Of(FusionPipeline.Run(network)));
        Agreement.CheckChoices(network, batch: 3);
    }

    private static Node Resized(Net net, Node x) => net.Op("resize", new ResizeOperation(Size), x);

    private static Node Conv(Net net, string kind, Node x, Activation? act = null)
    {
        int width = x.Shape.Channels;
        (int kernel, int groups, int dilation) = kind switch
        {
            "Pointwise" => (1, 1, 1),
            "Spatial" => (3, 1, 1),
            "Dilated" => (3, 1, 2),
            "WideGroups" => (3, 2, 1),
            "Narrow" => (3, 6, 1),
            "Gathered" => (3, 11, 1),
            "Depthwise" => (3, width, 1),
            _ => (13, width, 1),
        };
        return net.Conv(x, width, kernel, groups: groups, dilation: dilation, act: act, linear: act is null);
    }
}
