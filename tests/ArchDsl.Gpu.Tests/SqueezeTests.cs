using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests;

/// <summary>Means of channel sums and the layers behind them in one launch, wherever these are small and follow each other.</summary>
public sealed class SqueezeTests
{
    [Theory]
    [InlineData(20, 6, 9, 7)]
    [InlineData(16, 4, 3, 2)]
    [InlineData(100, 30, 5, 4)]
    [InlineData(24, 40, 33, 17)]
    public void TwoLayers(int width, int reduced, int height, int mapWidth)
    {
        var net = new Net("Excitation");
        Node x = net.Conv(net.Input(3, height, mapWidth), width, 1);
        GpuNetwork compiled = Agreement.CheckChoices(net.Build(net.Linear(net.GlobalPool(net.Se(x, reduced)), 5)), batch: 3);
        Assert.Contains("void Squeeze", compiled.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(64)]
    public void OneLayer(int width)
    {
        var net = new Net("Effective");
        Node x = net.Conv(net.Input(3, 6, 6), width, groups: 1);
        Node gate = net.Conv(net.GlobalPool(x), width, 1, norm: false, act: new Activation(ActivationKind.HardSigmoid));
        GpuNetwork compiled = Agreement.CheckChoices(net.Build(net.Linear(net.Conv(net.Join(JoinKind.Multiply, x, gate), 9, 1), 5)));
        Assert.Contains("void Squeeze", compiled.Source, StringComparison.Ordinal);
    }

    // Means that another layer reads, too, have to be written; many weights are better read by many groups.
    [Fact]
    public void OthersStaySeparate()
    {
        var shared = new Net("Shared");
        Node mean = shared.GlobalPool(shared.Conv(shared.Input(3, 4, 4), 16));
        Assert.DoesNotContain("void Squeeze", Agreement.Check(shared.Build(shared.Linear(shared.Concat(shared.Conv(mean, 8, 1), mean), 5))).Source, StringComparison.Ordinal);

        var wide = new Net("Wide");
        Node x = wide.Conv(wide.Input(3, 2, 2), 256, 1);
        Assert.DoesNotContain("void Squeeze", Agreement.Check(wide.Build(wide.Linear(wide.Conv(wide.GlobalPool(x), 256, 1), 5))).Source, StringComparison.Ordinal);
    }
}
