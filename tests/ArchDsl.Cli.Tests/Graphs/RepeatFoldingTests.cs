using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Tests.Pictures;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Tests.Graphs;

public class RepeatFoldingTests
{
    private const string Networks = "tests/ArchDsl.Compiler.Tests/Binding/Networks/";

    [Fact]
    public void EqualBlocksBecomeOneWithACount()
    {
        LayerGraph graph = Folded("dsl/zoo/resnet.arch", "ResNet50");
        Assert.Equal(["s1: bottleneck1 1, bottleneck2 2", "s2: bottleneck1 1, bottleneck2 3", "s3: bottleneck1 1, bottleneck2 5", "s4: bottleneck1 1, bottleneck2 2"], Counts(graph).Where(c => c[0] == 's' && c[1] != 't'));
    }

    [Fact]
    public void LinesOfALoopFoldWithoutABlockAroundThem()
    {
        LayerGraph graph = Folded(Networks + "csp.arch", "CSPDarknet53");
        GraphFrame[] repeats = [.. AllFrames(graph.Items).Where(f => f.Definition == "repeat")];
        Assert.Equal([2, 8, 8, 4], repeats.Select(r => r.Repeat));
        Assert.All(repeats, r => Assert.Equal(["conv", "conv", "add"], r.Vertices.Select(v => v.Op)));
    }

    [Fact]
    public void DenseLayersFoldAlthoughTheyGrow()
    {
        LayerGraph graph = Folded(Networks + "densenet.arch", "DenseNet121");
        GraphFrame[] repeats = [.. AllFrames(graph.Items).Where(f => f.Definition == "repeat")];
        Assert.Equal([6, 12, 24, 16], repeats.Select(r => r.Repeat));
        GraphVertex concat = repeats[0].Vertices.Last();
        Assert.Equal((96, 256), (concat.FirstShape?.Channels, concat.Shape.Channels));
        Assert.Equal(2, graph.Edges.Count(e => e.To == concat));
    }

    [Fact]
    public void TheLayersOfAnAggregationStay()
    {
        LayerGraph graph = Folded(Networks + "vovnet.arch", "VoVNet39");
        GraphVertex[] concats = [.. graph.Vertices.Where(v => v.Op == "concat")];
        Assert.Equal(6, concats.Length);
        Assert.All(concats, c => Assert.Equal(6, graph.Edges.Count(e => e.To == c)));
    }

    [Theory]
    [MemberData(nameof(Written.All), MemberType = typeof(Written))]
    public void CostsStayWhatTheyAre(string file, string arch)
    {
        Network network = Written.Of(file, arch);
        LayerGraph graph = RepeatFolding.Fold(ConcatChains.Shorten(LayerGraph.Of(network)));
        Assert.Equal(Costs.Of(network.Nodes), graph.Vertices.Aggregate(default(Costs), (sum, v) => sum + v.Costs));
        Assert.Equal(graph.Edges.Count, graph.Edges.Distinct().Count());
        HashSet<string> read = [.. graph.Edges.Select(e => e.To.Id)];
        Assert.All(graph.Vertices.Where(v => v.Op != "input"), v => Assert.Contains(v.Id, read));
    }

    private static LayerGraph Folded(string file, string arch) => RepeatFolding.Fold(ConcatChains.Shorten(LayerGraph.Of(Written.Of(file, arch))));

    private static IEnumerable<string> Counts(LayerGraph graph) =>
        graph.Items.OfType<GraphFrame>().Select(f => FormattableString.Invariant($"{f.Name}: {string.Join(", ", f.Items.Select(i => FormattableString.Invariant($"{i.Name} {i.Repeat}")))}"));

    private static IEnumerable<GraphFrame> AllFrames(IEnumerable<GraphItem> items) =>
        items.OfType<GraphFrame>().SelectMany(f => AllFrames(f.Items).Prepend(f));
}
