using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cpu.Tests.Support;

/// <summary>A small network for every operation of the graph, alone and where it meets others.</summary>
internal static class OperationNetworks
{
    private static readonly Dictionary<string, Func<Network>> Cases = new()
    {
        ["ConvBias"] = () => One(3, 9, 7, (n, x) => n.Conv(x, 5, norm: false, linear: true)),
        ["ConvNormAct"] = () => One(3, 9, 7, (n, x) => n.Conv(x, 5, stride: 2)),
        ["ConvGroups"] = () => One(6, 9, 7, (n, x) => n.Conv(x, 9, groups: 3)),
        ["ConvDilated"] = () => One(4, 12, 12, (n, x) => n.Conv(x, 4, dilation: 2)),
        ["Depthwise"] = () => One(6, 9, 7, (n, x) => n.Conv(x, 12, groups: 6, stride: 2)),
        ["LinearOnMap"] = () => One(3, 4, 5, (n, x) => n.Linear(x, 11)),
        ["LinearAct"] = () => One(3, 4, 5, (n, x) => n.Linear(n.Act(n.Linear(x, 11), new Activation(ActivationKind.Gelu)), 4)),
        ["MaxPoolCeil"] = () => One(3, 8, 8, (n, x) => n.MaxPool(x, 3, 2, ceil: true)),
        ["MaxPoolLargerThanTheMap"] = () => One(3, 2, 5, (n, x) => n.MaxPool(x, 3, 2, ceil: true)),
        ["AveragePoolLargerThanTheMap"] = () => One(3, 2, 4, (n, x) => n.Op("avgpool", new PoolOperation(PoolKind.Average, Size2.Square(5), Size2.Square(4), default, CeilMode: true), x)),
        ["AveragePoolPadded"] = () => One(3, 9, 9, (n, x) => n.Op("avgpool", new PoolOperation(PoolKind.Average, Size2.Square(3), Size2.Square(2), Size2.Square(1)), x)),
        ["AveragePoolUncounted"] = () => One(3, 9, 9, (n, x) => n.Op("avgpool", new PoolOperation(PoolKind.Average, Size2.Square(3), Size2.Square(2), Size2.Square(1), CountPadding: false), x)),
        ["GlobalMax"] = () => One(3, 9, 9, (n, x) => n.GlobalPool(x, PoolKind.Max)),
        ["NormAlone"] = () => One(3, 9, 9, (n, x) => n.Act(n.Norm(x))),
        ["ActAlone"] = () => One(3, 9, 9, (n, x) => n.Act(x, new Activation(ActivationKind.Mish))),
        ["GroupNorm"] = () => One(6, 9, 9, (n, x) => n.Act(n.Op("norm", new GroupNormOperation(6, 3), x))),
        ["Slice"] = () => One(6, 5, 5, (n, x) => n.Slice(x, 2, 3)),
        ["ConcatOfInputs"] = () => One(3, 5, 5, (n, x) => n.Concat(x, n.Slice(x, 1, 1), x)),
        ["Shuffle"] = () => One(6, 5, 5, (n, x) => n.Op("shuffle", new ShuffleOperation(3), x)),
        ["Maxout"] = () => One(8, 5, 5, (n, x) => n.Op("maxout", new MaxoutOperation(2), n.Concat(n.Conv(x, 4), x))),
        ["Upsample"] = () => One(3, 5, 4, (n, x) => n.Op("upsample", new UpsampleOperation(new Size2(2, 3)), x)),
        ["Resize"] = () => One(3, 5, 4, (n, x) => n.Op("resize", new ResizeOperation(new Size2(7, 9)), x)),
        ["SpaceToDepth"] = () => One(3, 6, 4, (n, x) => n.Op("space_to_depth", new SpaceToDepthOperation(2), x)),
        ["AddThree"] = () => One(4, 6, 6, (n, x) => n.Act(n.Add(n.Conv(x, 4), x, n.Conv(x, 4, kernel: 1)))),
        ["AddSpread"] = () => One(4, 6, 6, (n, x) => n.Add(n.GlobalPool(x), n.Conv(x, 4))),
        ["AddTwice"] = () => One(4, 6, 6, (n, x) => n.Add(n.Act(x), n.Act(x))),
        ["AddToItself"] = () => One(4, 6, 6, (n, x) => n.Conv(x, 4) is var y ? n.Add(y, y) : x),
        ["Multiply"] = () => One(4, 6, 6, (n, x) => n.Join(JoinKind.Multiply, n.Conv(x, 4), n.Conv(x, 4))),
        ["Max"] = () => One(4, 6, 6, (n, x) => n.Join(JoinKind.Max, n.Conv(x, 4), x, n.Conv(x, 4))),
        ["PartialAdd"] = () => One(3, 6, 6, (n, x) => n.Act(n.Op("residual", new PartialAddOperation(), n.Conv(x, 5, stride: 2), x))),
        ["ChannelConv"] = () => One(7, 6, 6, (n, x) => n.Join(JoinKind.Multiply, x, n.Act(n.Op("eca", new ChannelConvOperation(3), n.GlobalPool(x)), new Activation(ActivationKind.Sigmoid)))),
        ["Dropout"] = () => One(3, 6, 6, (n, x) => n.Op("droppath", new DropPathOperation(0.2), n.Op("dropout", new DropoutOperation(0.5), n.Conv(x, 4)))),
        ["Passing"] = () => One(3, 6, 6, (n, x) => x),
        ["PreActivated"] = () => One(5, 6, 6, (n, x) => n.PreActivated(n.Concat(x, n.PreActivated(x, 3)), 4)),
        ["PreActivatedSpatial"] = () => One(5, 6, 6, (n, x) => n.PreActivated(x, 4, kernel: 3)),
        ["NormOfConcat"] = () => One(5, 6, 6, (n, x) => n.Act(n.Norm(n.Concat(n.Conv(x, 3), x)))),
        ["PoolOfConcat"] = () => One(5, 6, 6, (n, x) => n.MaxPool(n.Concat(n.Conv(x, 3), n.Slice(x, 1, 3)), 2, 2)),
        ["LinearOfConcat"] = () => One(5, 6, 6, (n, x) => n.Linear(n.Concat(n.GlobalPool(x), n.GlobalPool(x, PoolKind.Max)), 3)),
        ["GroupsOfConcat"] = () => One(4, 6, 6, (n, x) => n.Conv(n.Concat(n.Conv(x, 3), n.Slice(x, 1, 1)), 4, groups: 2)),
        ["NormsBeforeEveryReader"] = () => One(6, 9, 7, (n, x) => n.Norm(n.Add(n.Conv(x, 6), x)) is var y ? n.Concat(n.Conv(y, 5), n.Conv(y, 4, kernel: 1)) : x),
        ["NormBeforeGroups"] = () => One(6, 9, 7, (n, x) => n.Conv(n.Act(n.Norm(n.Concat(n.Conv(x, 5), n.Slice(x, 2, 3)))), 6, groups: 2)),
        ["NormBeforeDepthwise"] = () => One(6, 9, 7, (n, x) => n.Conv(n.Act(n.Norm(x)), 6, groups: 6)),
        ["NormBeforePools"] = () => One(6, 9, 7, (n, x) => n.Concat(n.GlobalPool(n.Act(n.Norm(x))), n.GlobalPool(n.Norm(n.MaxPool(n.Act(n.Norm(x)), 3, 2, 1)), PoolKind.Max))),
        ["NormOfASum"] = () => One(5, 6, 6, (n, x) => n.Act(n.Norm(n.Add(n.Conv(x, 5, norm: false, linear: true), x)), new Activation(ActivationKind.Silu))),
        ["ActOfAConcat"] = () => One(5, 6, 6, (n, x) => n.Act(n.Concat(n.Conv(x, 3, linear: true), n.MaxPool(n.Conv(x, 7, linear: true), 3, 1, 1)))),
        ["PassingShuffled"] = () => One(6, 7, 5, (n, x) => Passing(n, x, 6)),
        ["PassingToASum"] = () => One(6, 7, 5, (n, x) => n.Conv(x, 18) is var y ? n.Conv(n.Act(n.Add(Passing(n, x, 6), y)), 4, groups: 2) : x),
        ["AddResized"] = () => One(4, 8, 6, (n, x) => n.Add(n.Conv(x, 4), n.Op("resize", new ResizeOperation(new Size2(8, 6)), n.MaxPool(x, 2, 2)))),
        ["AddOfConcats"] = () => One(8, 8, 6, (n, x) => n.Add(n.Concat(n.Conv(x, 3), n.Op("resize", new ResizeOperation(new Size2(8, 6)), n.Conv(n.MaxPool(x, 2, 2), 5))), x)),
        ["AddScattered"] = () => One(4, 8, 6, (n, x) => n.Act(n.Add(n.Conv(x, 10, groups: 2, linear: true), n.Concat(n.MaxPool(x, 3, 1, 1), n.Conv(x, 6))))),
        ["SumOfThreeSizes"] = () => One(4, 8, 6, (n, x) => n.Add(n.Conv(x, 5), n.Conv(n.GlobalPool(x), 5, kernel: 1), n.Conv(x, 5, kernel: 1))),
        ["ConvResized"] = () => One(4, 5, 6, (n, x) => n.Act(n.Op("upsample", new UpsampleOperation(new Size2(2, 3)), n.Conv(x, 5, linear: true)))),
        ["SpatialGate"] = () => One(4, 8, 6, (n, x) => n.Conv(x, 5) is var y ? n.Join(JoinKind.Multiply, y, n.Conv(y, 5, act: new Activation(ActivationKind.Sigmoid))) : x),
        ["MaxoutOfConvs"] = () => One(4, 8, 6, (n, x) => n.Op("maxout", new MaxoutOperation(5), n.Concat(n.Conv(x, 5, linear: true), n.Conv(x, 5, kernel: 1), n.Conv(x, 5)))),
        ["PartialAddOfFewer"] = () => One(3, 6, 6, (n, x) => n.Act(n.Op("residual", new PartialAddOperation(), n.Conv(x, 21, linear: true), x))),
        ["PartialAddToDepthwise"] = () => One(4, 6, 6, (n, x) => n.Conv(x, 22) is var y && n.Act(n.Norm(n.Op("shuffle", new ShuffleOperation(2), n.Concat(n.Slice(y, 3, 4), n.Conv(x, 6))))) is var z ? n.Op("residual", new PartialAddOperation(), n.Conv(z, 10, groups: 10, linear: true), x) : x),
        ["PartialAddOfMore"] = () => One(21, 6, 6, (n, x) => n.Act(n.Op("residual", new PartialAddOperation(), n.Conv(x, 5, stride: 2, linear: true), n.Conv(x, 20)))),
        ["ScatteredDepthwise"] = () => One(6, 7, 5, (n, x) => n.Conv(n.Op("shuffle", new ShuffleOperation(2), n.Concat(n.Slice(n.Conv(x, 8), 3, 4), n.Conv(x, 6))), 10, groups: 10)),
        ["ScatteredPools"] = () => One(6, 7, 5, (n, x) => n.Op("shuffle", new ShuffleOperation(2), n.Concat(n.Slice(n.Conv(x, 40), 3, 2), n.Conv(x, 6))) is var y ? n.Concat(n.GlobalPool(y), n.GlobalPool(n.MaxPool(y, 2, 2))) : x),
        ["DeadBranch"] = () => One(4, 6, 6, (n, x) => n.Conv(x, 3) is null ? x : n.Conv(x, 2)),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Cases.Keys];

    public static Network Make(string name) => Cases[name]();

    // Slices that pass, a convolution, and a depthwise one of half of it: shuffled and normed together.
    private static Node Passing(Net net, Node x, int width)
    {
        Node wide = net.Conv(x, 2 * width, linear: true);
        Node tail = net.Conv(net.Slice(wide, 0, width / 2), width / 2, groups: width / 2, norm: false, linear: true);
        return net.Act(net.Norm(net.Op("shuffle", new ShuffleOperation(2), net.Concat(net.Slice(x, 1, width / 2), tail, wide))));
    }

    private static Network One(int channels, int height, int width, Func<Net, Node, Node> body)
    {
        var net = new Net("Case");
        Node x = net.Input(channels, height, width);
        return net.Build(body(net, x));
    }
}
