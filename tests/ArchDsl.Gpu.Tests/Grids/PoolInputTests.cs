using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests.Grids;

/// <summary>Pools of channels from several places, normed and activated on the way, and activations on what they give.</summary>
public sealed class PoolInputTests
{
    public static TheoryData<PoolKind, int, int, int> Windows => new()
    {
        { PoolKind.Max, 3, 2, 1 },
        { PoolKind.Max, 2, 2, 0 },
        { PoolKind.Max, 5, 1, 2 },
        { PoolKind.Average, 3, 1, 1 },
        { PoolKind.Average, 2, 2, 0 },
        { PoolKind.Average, 5, 3, 2 },
    };

    // What pads the input comes behind norm and activation: a window's mean counts zeros, not shifts.
    [Theory]
    [MemberData(nameof(Windows))]
    public void PaddingComesBehindTheNorm(PoolKind kind, int kernel, int stride, int padding)
    {
        foreach (bool countPadding in new[] { true, false })
        {
            foreach (Activation? activation in new[] { null, Net.Relu, new Activation(ActivationKind.Leaky, 0.1) })
            {
                var net = new Net("Normed");
                Node x = net.Conv(net.Input(3, 7, 9), 21, linear: true);
                Node y = net.Norm(net.Add(x, net.Conv(x, 21)));
                Node pooled = Pool(net, activation is null ? y : net.Act(y, activation), kind, kernel, stride, padding, countPadding);
                Agreement.Check(net.Build(net.Linear(pooled, 5), net.Linear(x, 3)));
            }
        }
    }

    [Fact]
    public void NormsAreReadByThePool()
    {
        var net = new Net("Read");
        Node x = net.Conv(net.Input(3, 6, 5), 18, linear: true);
        Node a = net.MaxPool(net.Act(net.Norm(x)), 3, 2, 1);
        Node b = net.GlobalPool(net.Act(net.Norm(x)));
        Node c = net.GlobalPool(net.Norm(x), PoolKind.Max);
        string source = Agreement.Check(net.Build(net.Linear(a, 5), net.Linear(b, 4), net.Linear(c, 3), net.Linear(x, 3)), batch: 3).Source;
        Assert.Contains("void NormReluMaxPool", source, StringComparison.Ordinal);
        Assert.Contains("void NormReluGlobalMean", source, StringComparison.Ordinal);
        Assert.Contains("void NormGlobalMax", source, StringComparison.Ordinal);
    }

    // The same values one behind the other in two orders, so that one pool at least has to gather: by fours, or each channel.
    [Theory]
    [InlineData(32, 16, "GatherQuads")]
    [InlineData(20, 12, "GatherQuads")]
    [InlineData(18, 7, "Gather")]
    [InlineData(5, 30, "Gather")]
    public void PoolsGather(int first, int second, string reading)
    {
        foreach (PoolKind kind in new[] { PoolKind.Max, PoolKind.Average })
        {
            var net = new Net("Gathered");
            (Node a, Node b, Node c) = Values(net, first, second);
            Node forth = net.Linear(Pool(net, net.Concat(a, b, c), kind, 3, 2, 1), 5);
            Node back = net.Linear(Pool(net, net.Concat(c, b, a), kind, 2, 2, 0), 5);
            string source = Agreement.Check(net.Build(forth, back)).Source;
            Assert.Contains($"void {reading}{kind}Pool", source, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(32, 16)]
    [InlineData(20, 12)]
    [InlineData(18, 7)]
    public void NormedOfSeveralPlaces(int first, int second)
    {
        foreach (PoolKind kind in new[] { PoolKind.Max, PoolKind.Average })
        {
            var net = new Net("Both");
            (Node a, Node b, Node c) = Values(net, first, second);
            Node forth = net.Act(Pool(net, net.Act(net.Norm(net.Concat(a, b, c))), kind, 3, 2, 1), new Activation(ActivationKind.Silu));
            Node back = net.Act(Pool(net, net.Norm(net.Concat(c, a)), kind, 3, 1, 1, countPadding: false), new Activation(ActivationKind.Leaky, 0.2));
            Node all = net.GlobalPool(net.Act(net.Norm(net.Concat(b, a))), kind);
            Agreement.Check(net.Build(net.Linear(forth, 5), net.Linear(back, 4), net.Linear(all, 3)), batch: 3);
        }
    }

    [Theory]
    [InlineData(24, 2)]
    [InlineData(18, 3)]
    [InlineData(20, 5)]
    public void ShuffledChannels(int width, int groups)
    {
        foreach (PoolKind kind in new[] { PoolKind.Max, PoolKind.Average })
        {
            var net = new Net("Shuffled");
            Node x = net.Conv(net.Input(3, 6, 7), width);
            Node y = net.Op("shuffle", new ShuffleOperation(groups), x);
            Node slid = Pool(net, y, kind, 3, 2, 1);
            Node joined = net.Add(net.Conv(slid, width, groups: width), slid);
            Agreement.Check(net.Build(net.Linear(joined, 5), net.Linear(net.GlobalPool(y, kind), 4), net.Linear(net.Norm(x), 3)));
        }
    }

    private static (Node A, Node B, Node C) Values(Net net, int first, int second)
    {
        Node x = net.Input(3, 6, 8);
        Node a = net.Conv(x, first);
        Node b = net.Conv(a, second, 1);
        return (a, b, net.Conv(b, first));
    }

    private static Node Pool(Net net, Node x, PoolKind kind, int kernel, int stride, int padding, bool countPadding = true) =>
        net.Op("pool", new PoolOperation(kind, Size2.Square(kernel), Size2.Square(stride), Size2.Square(padding), CeilMode: false, countPadding), x);
}
