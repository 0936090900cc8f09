using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Tests.Pictures;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Tests.Graphs;

public class RepeatFoldingTests
{
    private const string Zoo = "dsl/zoo/";

    [Fact]
    public void EqualBlocksBecomeOneWithACount()
    {
        LayerGraph graph = Folded("dsl/zoo/resnet.arch", "ResNet50");
        Assert.Equal(["s1: bottleneck1 1, bottleneck2 2", "s2: bottleneck1 1, bottleneck2 3", "s3: bottleneck1 1, bottleneck2 5", "s4: bottleneck1 1, bottleneck2 2"], Counts(graph).Where(c => c[0] == 's' && c[1] != 't'));
    }

    [Fact]
    public void LinesOfALoopFoldWithoutABlockAroundThem()
    {
        LayerGraph graph = Folded(Written.Text("""
            arch Darknet() {
                input image: 3x64x64
                defaults norm: batch, act: leaky(0.1)
                for i, n in [2, 8, 4] {
                    stage "s{i + 1}" {
                        conv 3x3, 32 * pow(2, i), stride: 2
                        split 1/2 { pass } { repeat n { residual { conv 1x1, c / 2; conv 3x3, in } } }
                    }
                }
            }
            """));
        GraphFrame[] repeats = [.. AllFrames(graph.Items).Where(f => f.Definition == "repeat")];
        Assert.Equal([2, 8, 4], repeats.Select(r => r.Repeat));
        Assert.All(repeats, r => Assert.Equal(["conv", "conv", "add"], r.Vertices.Select(v => v.Op)));
    }

    [Fact]
    public void DenseLayersFoldAlthoughTheyGrow()
    {
        LayerGraph graph = Folded(Zoo + "densenet.arch", "DenseNet121");
        GraphFrame[] repeats = [.. AllFrames(graph.Items).Where(f => f.Definition == "repeat")];
        Assert.Equal([6, 12, 24, 16], repeats.Select(r => r.Repeat));
        GraphVertex concat = repeats[0].Vertices.Last();
        Assert.Equal((96, 256), (concat.FirstShape?.Channels, concat.Shape.Channels));
        Assert.Equal(2, graph.Edges.Count(e => e.To == concat));
    }

    [Fact]
    public void TheLayersOfAnAggregationStay()
    {
        LayerGraph graph = Folded(Zoo + "vovnet.arch", "VoVNet39");
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

    private static LayerGraph Folded(string file, string arch) => Folded(Written.Of(file, arch));

    private static LayerGraph Folded(Network network) => RepeatFolding.Fold(ConcatChains.Shorten(LayerGraph.Of(network)));

    private static IEnumerable<string> Counts(LayerGraph graph) =>
        graph.Items.OfType<GraphFrame>().Select(f => FormattableString.Invariant($"{f.Name}: {string.Join(", ", f.Items.Select(i => FormattableString.Invariant($"{i.Name} {i.Repeat}")))}"));

    private static IEnumerable<GraphFrame> AllFrames(IEnumerable<GraphItem> items) =>
        items.OfType<GraphFrame>().SelectMany(f => AllFrames(f.Items).Prepend(f));
}
