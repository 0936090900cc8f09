using ArchDsl.Cli.Graphs;
using ArchDsl.Compiler.Tests.Analysis;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Graphs;

public class GraphTests
{
    [Fact]
    public void Mermaid() => Snapshot.Here()
        .AddNamed("small", MermaidGraph.Render(LayerGraph.Of(SmallNetworks.Aggregating())), "mmd")
        .AddNamed("pair", MermaidGraph.Render(LayerGraph.Of(SmallNetworks.TwoInputs())), "mmd")
        .Check();

    [Fact]
    public void Dot() => Snapshot.Here()
        .AddNamed("small", DotGraph.Render(LayerGraph.Of(SmallNetworks.Aggregating())), "dot")
        .AddNamed("pair", DotGraph.Render(LayerGraph.Of(SmallNetworks.TwoInputs())), "dot")
        .Check();

    [Fact]
    public void EveryEdgeOfTheNetworkIsDrawnOnce()
    {
        LayerGraph graph = LayerGraph.Of(SmallNetworks.Aggregating());
        Assert.Equal(graph.Edges.Count, graph.Edges.Distinct().Count());
        GraphVertex concat = graph.Vertices.Single(v => v.Op == "concat");
        Assert.Equal(["stem.conv1", "c2.osa1.conv1", "c2.osa1.conv2"], graph.Edges.Where(e => e.To == concat).Select(e => e.From.Path));
    }

    [Fact]
    public void ALayerWithItsNormAndActivationIsOneVertex()
    {
        LayerGraph graph = LayerGraph.Of(PublishedNetworks.VoVNet39());
        Assert.Equal("conv1 3x3 /2", graph.Vertices.Single(v => v.Path == "stem.conv1").Label);
        Assert.Equal("maxpool1 3x3 /2", graph.Vertices.Single(v => v.Path == "c3.maxpool1").Label);
        Assert.DoesNotContain(graph.Vertices, v => v.Op is "norm" or "batch_norm" or "act");
    }

    [Fact]
    public void NamesAreEscapedInEveryLanguage()
    {
        var net = new NetworkWriter("A<b>&\"c\"");
        LayerGraph graph = LayerGraph.Of(net.Build(net.Conv(net.Input(1, 4, 4), 1, 1, name: "x\"<y>&#/1")));
        Assert.Contains("[\"x#quot;#lt;y#gt;&#35;/1: conv 1x1<br/>1x4x4\"]", MermaidGraph.Render(graph), StringComparison.Ordinal);
        Assert.Contains("label=\"x\\\"<y>&#/1: conv 1x1\\n1x4x4\"", DotGraph.Render(graph), StringComparison.Ordinal);
    }
}
