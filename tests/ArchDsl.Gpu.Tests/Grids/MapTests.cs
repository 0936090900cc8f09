using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests.Grids;

/// <summary>Kernels that compute every number of a map by itself, over channel counts that leave slots over.</summary>
public sealed class MapTests
{
    private static readonly Activation Silu = new(ActivationKind.Silu);

    // What each builds from a map of 7x5, and the step of the plan that has to be in it.
    private static readonly Dictionary<string, (string Kind, Func<Net, Node, Node> Body)> Cases = new()
    {
        ["Planes"] = ("to_planes", (n, x) => x),
        ["Blocks"] = ("to_blocks", (n, x) => n.Act(x)),
        ["Norm"] = ("norm", (n, x) => n.Norm(x)),
        ["NormAct"] = ("norm", (n, x) => n.Act(n.Norm(x), Silu)),
        ["NormOfConcat"] = ("norm", (n, x) => n.Act(n.Norm(n.Concat(x, Mix(n, x, 5), x)), Silu)),
        ["NormOfShuffled"] = ("norm", (n, x) => n.Norm(Shuffled(n, x))),
        ["NormInOrder"] = ("norm", (n, x) => n.Norm(Shuffled(n, x)) is var y ? n.Conv(n.Add(y, Mix(n, y, y.Shape.Channels)), 4) : x),
        ["ActOfSlice"] = ("act", (n, x) => n.Act(n.Slice(n.Concat(x, x, x), x.Shape.Channels / 2, x.Shape.Channels + 1), Silu)),
        ["Copy"] = ("copy", (n, x) => n.Op("upsample", new UpsampleOperation(new Size2(2, 3)), n.Concat(x, x))),
        ["Add"] = ("add", (n, x) => n.Act(n.Add(n.Norm(x), n.Act(x, Silu)))),
        ["AddWithResidual"] = ("multiply", (n, x) => n.Act(n.Add(n.Join(JoinKind.Multiply, n.Act(x, Silu), n.Norm(x)), x))),
        ["Multiply"] = ("multiply", (n, x) => n.Join(JoinKind.Multiply, x, n.Act(x))),
        ["Max"] = ("max", (n, x) => n.Join(JoinKind.Max, x, n.Act(x, Silu), n.Norm(x))),
        ["Maxout"] = ("maxout", (n, x) => n.Act(n.Op("maxout", new MaxoutOperation(x.Shape.Channels), n.Concat(x, Mix(n, x, 2 * x.Shape.Channels))), Silu)),
        ["ShortcutOfFewer"] = ("partial_add", (n, x) => n.Act(n.Op("residual", new PartialAddOperation(), Mix(n, x, x.Shape.Channels + 2), x))),
        ["ShortcutOfMore"] = ("partial_add", (n, x) => n.Op("residual", new PartialAddOperation(), x, Mix(n, x, x.Shape.Channels + 20))),
        ["Upsample"] = ("resize", (n, x) => n.Op("upsample", new UpsampleOperation(new Size2(2, 3)), x)),
        ["Enlarge"] = ("resize", (n, x) => n.Op("resize", new ResizeOperation(new Size2(11, 13)), n.Act(x))),
        ["Reduce"] = ("resize", (n, x) => n.Op("resize", new ResizeOperation(new Size2(4, 3)), x)),
        ["ToOnePixel"] = ("resize", (n, x) => n.Op("resize", new ResizeOperation(new Size2(1, 1)), x)),
        ["SpaceToDepth"] = ("space_to_depth", (n, x) => n.Op("space_to_depth", new SpaceToDepthOperation(2), n.Op("upsample", new UpsampleOperation(new Size2(2, 2)), x))),
        ["SpaceToDepthOfConcat"] = ("space_to_depth", (n, x) => n.Op("space_to_depth", new SpaceToDepthOperation(5), n.Op("resize", new ResizeOperation(new Size2(10, 5)), n.Concat(x, n.Act(x))))),
        ["GroupNorm"] = ("group_norm", (n, x) => n.Act(n.Op("norm", new GroupNormOperation(x.Shape.Channels, 1), x), Silu)),
        ["InstanceNorm"] = ("group_norm", (n, x) => n.Op("norm", new GroupNormOperation(x.Shape.Channels, x.Shape.Channels), x)),
        ["GroupNormOfConcat"] = ("group_norm", (n, x) => n.Op("norm", new GroupNormOperation(2 * x.Shape.Channels, 2), n.Concat(x, Mix(n, x, x.Shape.Channels)))),
        ["GroupNormAfterConv"] = ("group_norm", (n, x) => n.Act(n.Op("norm", new GroupNormOperation(40, 5), Mix(n, x, 40)))),
        ["ChannelConv"] = ("channel_conv", (n, x) => n.Act(n.Op("eca", new ChannelConvOperation(5), Pixel(n, x)), new Activation(ActivationKind.Sigmoid))),
        ["ChannelConvOfConcat"] = ("channel_conv", (n, x) => n.Op("eca", new ChannelConvOperation(3), n.Concat(Pixel(n, x), Pixel(n, n.Act(x))))),
        ["Gate"] = ("multiply", (n, x) => n.Join(JoinKind.Multiply, x, n.Act(n.Op("eca", new ChannelConvOperation(3), Pixel(n, x))))),
        ["GateWithResidual"] = ("multiply", (n, x) => n.Act(n.Add(n.Join(JoinKind.Multiply, n.Act(x), Pixel(n, x)), x))),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheEvaluator(string name)
    {
        Network network = One(17, 7, 5, Cases[name].Body);
        Assert.Contains(FusionPipeline.Run(network).Steps, s => s.Kind == Cases[name].Kind);
        Agreement.Check(network);
    }

    // All of them in one network, which takes the C# compiler a fraction of the time.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void AgreesForAnyNumberOfChannels(int channels)
    {
        var net = new Net("Cases");
        Node x = net.Input(channels, 3, 4);
        Agreement.Check(net.Build(Cases.Values.Select(c => c.Body(net, x)).ToArray()));
    }

    [Fact]
    public void ActivatesLikeTheEvaluator()
    {
        var net = new Net("Activations");
        Node x = net.Norm(net.Input(5, 6, 6));
        Agreement.Check(net.Build(Enum.GetValues<ActivationKind>().Select(kind => net.Act(net.Add(x, x), new Activation(kind, 0.2))).ToArray()));
    }

    // More work than one group of threads does, and a number of pixels that no group's end falls on.
    [Theory]
    [InlineData(33, 37)]
    [InlineData(1, 1)]
    public void AgreesOnMapsOfAnySize(int height, int width) => Agreement.Check(
        One(19, height, width, (n, x) => n.Act(n.Op("norm", new GroupNormOperation(38, 2), n.Concat(n.Norm(x), n.Act(x))))), batch: 3);

    // The variance of numbers far from zero is what one pass over them would lose.
    [Fact]
    public void GroupNormIsExactFarFromZero()
    {
        Network network = One(4, 30, 30, (n, x) => n.Op("norm", new GroupNormOperation(8, 2), n.Concat(n.Act(x, new Activation(ActivationKind.Sigmoid)), n.Act(x, new Activation(ActivationKind.Sigmoid)))));
        Agreement.Check(network, batch: 1);
    }

    [Fact]
    public void FoursOfChannelsAreMovedTogether()
    {
        string text = ArchEmitter.Emit(One(3, 4, 4, (n, x) => n.Norm(n.Concat(Mix(n, x, 8), Mix(n, x, 4), n.Slice(Mix(n, x, 12), 4, 8)))), EmitTarget.Ilgpu, new EmitOptions()).Single().Text;
        Assert.Contains("GatherQuadsNormOf16", text, StringComparison.Ordinal);
        Assert.Contains("PlanesByQuadsOf16", text, StringComparison.Ordinal);
    }

    private static Node Shuffled(Net net, Node x) => net.Op("shuffle", new ShuffleOperation(2), net.Concat(x, net.Act(x)));

    private static Node Mix(Net net, Node x, int width) => net.Conv(x, width, kernel: 1);

    private static Node Pixel(Net net, Node x) => net.Op("resize", new ResizeOperation(new Size2(1, 1)), x);

    private static Network One(int channels, int height, int width, Func<Net, Node, Node> body)
    {
        var net = new Net("Case");
        return net.Build(body(net, net.Input(channels, height, width)));
    }
}
