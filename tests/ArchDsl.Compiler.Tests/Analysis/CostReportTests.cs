using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Analysis;

public class CostReportTests
{
    [Fact]
    public void VoVNet39MeetsItsPublishedFigures()
    {
        Costs total = CostReport.Of(PublishedNetworks.VoVNet39()).Total;
        Assert.Equal(22_600_296, total.Params);
        Assert.Equal(7_072_227_328, total.Macs);
        Assert.Equal(6_733_992, total.Acts);
    }

    [Fact]
    public void ResNet50MeetsItsPublishedFigures()
    {
        Costs total = CostReport.Of(PublishedNetworks.ResNet50()).Total;
        Assert.Equal(25_557_032, total.Params);
        Assert.Equal(4_089_184_256, total.Macs);
        Assert.Equal(11_114_984, total.Acts);
    }

    [Fact]
    public void NormsCountInParamsButNotBesideThem()
    {
        Costs total = CostReport.Of(PublishedNetworks.DarknetCspResNeXt50()).Total;
        Assert.Equal(20_557_480, total.Params);
        Assert.Equal(20_500_136, total.ParamsExcludingNorm);
        Assert.Equal(3_964_616_704, total.Macs);
    }

    [Theory]
    [InlineData("DenseNet40", 2_682_368, 997_136)]
    [InlineData("DenseNet121", 21_864_192, 6_870_208)]
    [InlineData("ResNet50", 21_776_384, 23_454_912)]
    [InlineData("VoVNet27Slim", 9_635_360, 3_006_144)]
    [InlineData("VoVNet39", 15_987_328, 21_554_880)]
    [InlineData("VoVNet57", 18_248_384, 35_583_680)]
    public void MemoryAccessIsMapsInAndOutAndKernels(string name, long maps, long kernels)
    {
        Network network = name switch
        {
            "DenseNet40" => PublishedNetworks.DenseNet40(),
            "DenseNet121" => PublishedNetworks.DenseNet121(),
            "ResNet50" => PublishedNetworks.ResNet50(),
            "VoVNet27Slim" => PublishedNetworks.VoVNet27Slim(),
            "VoVNet39" => PublishedNetworks.VoVNet39(),
            _ => PublishedNetworks.VoVNet57(),
        };
        Assert.Equal(maps + kernels, CostReport.Of(network).Total.MemoryAccess);
    }

    [Fact]
    public void CioCountsConvolutionsLinearLayersAndEveryPool()
    {
        Assert.Equal(34_411_496, CostReport.Of(PublishedNetworks.DarknetResNeXt50()).Total.Cio);
        Assert.Equal(32_642_024, CostReport.Of(PublishedNetworks.DarknetCspResNeXt50()).Total.Cio);
    }

    [Fact]
    public void LayersAddUpToTheNetwork()
    {
        foreach (Network network in new[] { PublishedNetworks.VoVNet57(), PublishedNetworks.ResNet50(), PublishedNetworks.DenseNet40() })
        {
            CostReport report = CostReport.Of(network);
            Assert.Equal(report.Total, report.Layers.Aggregate(default(Costs), (sum, row) => sum + row.Costs));
            Assert.Equal(report.Layers.Count, report.Layers.Select(l => l.Name).Distinct().Count());
        }
    }

    [Fact]
    public void StagesAddUpWhereEveryLayerStandsInOne()
    {
        CostReport report = CostReport.Of(PublishedNetworks.VoVNet39());
        Assert.Equal(["stem", "c2", "c3", "c4", "c5", "head"], report.Stages.Select(s => s.Name));
        Assert.Equal(report.Total, report.Stages.Aggregate(default(Costs), (sum, stage) => sum + stage.Costs));
        Assert.Equal(new Shape(1024, 7, 7), report.Stages[4].Shape);
    }

    [Fact]
    public void LayersOutsideStagesCountInTheTotalAlone()
    {
        CostReport report = CostReport.Of(PublishedNetworks.DenseNet40());
        StageCost head = Assert.Single(report.Stages);
        Assert.Equal((448 * 10) + 10, head.Costs.Params);
        Assert.True(report.Total.Params > head.Costs.Params);
    }

    [Fact]
    public void ALayerWithItsNormAndActivationIsOneRow()
    {
        CostReport report = CostReport.Of(PublishedNetworks.VoVNet39());
        LayerCost first = report.Layers[0];
        Assert.Equal(("stem.conv1", "conv"), (first.Name, first.Op));
        Assert.Equal([new Shape(3, 224, 224)], first.Inputs);
        Assert.Equal(new Shape(64, 112, 112), first.Output);
        Assert.Equal((3 * 64 * 9) + 128, first.Costs.Params);
    }

    [Fact]
    public void JoinsHaveRowsOfTheirOwn()
    {
        CostReport report = CostReport.Of(PublishedNetworks.VoVNet39());
        LayerCost concat = report.Layers.Single(l => l.Name == "c4.osa2.concat");
        Assert.Equal(6, concat.Inputs.Count);
        Assert.Equal(new Shape(768 + (5 * 192), 14, 14), concat.Output);
        Assert.Equal(default, concat.Costs);
        Assert.Contains(report.Layers, l => l is { Name: "c4.osa2.add", Op: "add" });
    }

    [Fact]
    public void JoinsOfOneKindInOneScopeAreNumbered()
    {
        IEnumerable<string> names = CostReport.Of(PublishedNetworks.DenseNet40()).Layers.Where(l => l.Op == "concat").Select(l => l.Name);
        Assert.Equal(Enumerable.Range(1, 36).Select(i => $"concat{i}"), names);
    }

    [Fact]
    public void ACompositeLayerAndItsInnerLayersAreSeparateRows()
    {
        var net = new NetworkWriter("Ghost");
        Node x = net.Input(8, 4, 4);
        net.Builder.Open(ScopeKind.Layer, "compconv1", "compconv");
        Node prime = net.Conv(x, 4, 3);
        Node tail = net.Conv(prime, 4, 3, groups: 4);
        Node y = net.Builder.Add(new ShuffleOperation(2), [net.Concat(prime, tail)]);
        net.Builder.Close();
        CostReport report = CostReport.Of(net.Build(y));

        Assert.Equal(["compconv1", "compconv1.conv1", "compconv1.conv2"], report.Layers.Select(l => l.Name));
        Assert.Equal([new Shape(8, 4, 4)], report.Layers[0].Inputs);
        Assert.Equal(new Shape(8, 4, 4), report.Layers[0].Output);
        Assert.Equal(default, report.Layers[0].Costs);
        Assert.Equal(report.Total.Params, report.Layers[1].Costs.Params + report.Layers[2].Costs.Params);
    }

    [Fact]
    public void TheBottleneckIsTheFirstLayerWithTheMostMacs()
    {
        LayerCost? bottleneck = CostReport.Of(PublishedNetworks.VoVNet39()).Bottleneck;
        Assert.Equal("c2.osa1.conv6", bottleneck?.Name);
        Assert.Equal(768L * 256 * 56 * 56, bottleneck?.Costs.Macs);
    }

    [Fact]
    public void OfEqualLayersTheFirstIsTheBottleneck() =>
        Assert.Equal("conv1", CostReport.Of(TwoEqualLayers()).Bottleneck?.Name);

    [Fact]
    public void ANetworkWithoutLayersHasNoBottleneck()
    {
        var net = new NetworkWriter("Identity");
        CostReport report = CostReport.Of(net.Build(net.Input(3, 2, 2)));
        Assert.Null(report.Bottleneck);
        Assert.Empty(report.Layers);
        Assert.Equal(default, report.Total);
    }

    [Fact]
    public void EveryMetricIsFoundByItsName()
    {
        CostReport report = CostReport.Of(PublishedNetworks.VoVNet27Slim());
        Assert.Equal(3_525_736, report.Metric("params"));
        Assert.Equal(2_176_695_296, report.Metric("macs"));
        Assert.All(Costs.MetricNames, name => Assert.True(report.Metric(name) > 0, name));
        Assert.Null(report.Metric("flops"));
    }

    [Fact]
    public void AConvolutionAlongChannelsCounts()
    {
        var net = new NetworkWriter("Eca");
        Node x = net.Layer("eca", new ChannelConvOperation(3), net.GlobalPool(net.Input(16, 4, 4)));
        Costs total = CostReport.Of(net.Build(x)).Total;
        Assert.Equal(new Costs(3, 0, 48, 16, 35, 16 * 16 + 16 + 32), total);
    }

    private static Network TwoEqualLayers()
    {
        var net = new NetworkWriter("Equal");
        return net.Build(net.Conv(net.Conv(net.Input(4, 4, 4), 4, 3), 4, 3));
    }
}
