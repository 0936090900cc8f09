using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests.Grids;

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

    // Means that another layer reads, too, have to be written.
    [Fact]
    public void SharedMeansAreWritten()
    {
        var net = new Net("Shared");
        Node mean = net.GlobalPool(net.Conv(net.Input(3, 4, 4), 16));
        string source = Agreement.Check(net.Build(net.Linear(net.Concat(net.Conv(mean, 8, 1), mean), 5))).Source;
        Assert.DoesNotContain("void Squeeze", source, StringComparison.Ordinal);
        Assert.Contains("void MeanOf16FromSums", source, StringComparison.Ordinal);
    }

    // Many weights are better read by many groups, each of which finishes the means for itself.
    [Theory]
    [InlineData(256, 256, 2, 2, 2)]
    [InlineData(528, 20, 3, 3, 5)]
    [InlineData(200, 170, 17, 13, 3)]
    [InlineData(181, 181, 4, 1, 1)]
    public void ManyWeightsStaySeparate(int width, int reduced, int height, int mapWidth, int batch)
    {
        var net = new Net("Wide");
        Node x = net.Conv(net.Input(3, height, mapWidth), width, 1);
        string source = Agreement.CheckChoices(net.Build(net.Linear(net.GlobalPool(net.Se(x, reduced), PoolKind.Max), 5)), batch).Source;
        Assert.DoesNotContain("void Squeeze", source, StringComparison.Ordinal);
        Assert.Contains($"void Conv1x1OfMeans{height * mapWidth}x", source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(260)]
    [InlineData(512)]
    public void OneWideLayer(int width)
    {
        var net = new Net("Effective");
        Node x = net.Conv(net.Input(3, 7, 5), width, 1);
        Node gate = net.Conv(net.GlobalPool(x), width, 1, norm: false, act: new Activation(ActivationKind.HardSigmoid));
        string source = Agreement.CheckChoices(net.Build(net.Linear(net.GlobalPool(net.Join(JoinKind.Multiply, x, gate)), 5))).Source;
        Assert.Contains("void Conv1x1OfMeans35x", source, StringComparison.Ordinal);
    }

    // Nothing gates a map: the mean of a mean's layer is a classifier's head, its layers of any kind.
    [Theory]
    [InlineData(ActivationKind.Silu, true)]
    [InlineData(ActivationKind.Tanh, false)]
    public void MeansOfMapsThatAreReadNoMore(ActivationKind activation, bool norm)
    {
        var net = new Net("Head");
        Node mean = net.GlobalPool(net.Conv(net.Input(3, 5, 6), 37));
        Node y = net.Conv(mean, 300, 1, norm: norm, act: new Activation(activation));
        Agreement.CheckChoices(net.Build(net.Linear(net.Conv(y, 19, 1, linear: true), 5)), batch: 3);
    }

    // The gate's channels and the map's are in a shuffled order, and a residual joins the layer of means.
    [Fact]
    public void LayersOfMeansAreLayersLikeOthers()
    {
        var net = new Net("Any");
        Node x = net.Conv(net.Input(3, 6, 6), 36);
        Node y = net.Op("shuffle", new ShuffleOperation(3), net.Conv(x, 36, groups: 36));
        Node largest = net.GlobalPool(x, PoolKind.Max);
        Node sum = net.Add(net.Conv(net.GlobalPool(y), 36, 1, linear: true), largest);
        Agreement.CheckChoices(net.Build(net.Linear(sum, 5), net.Linear(net.GlobalPool(net.Se(y, 9), PoolKind.Max), 4)), batch: 3);
    }

    // What spatial pyramids do with the whole image: its mean's layer at every pixel, beside the map.
    [Theory]
    [InlineData(20, 12)]
    [InlineData(300, 90)]
    public void LayersOfMeansSpreadOverMaps(int width, int context)
    {
        var net = new Net("Context");
        Node x = net.Conv(net.Input(3, 5, 7), width, 1);
        Node image = net.Op("resize", new ResizeOperation(new Size2(5, 7)), net.Conv(net.GlobalPool(x), context, 1));
        Agreement.CheckChoices(net.Build(net.Conv(net.Concat(x, image), 6)), batch: 3);
    }
}
