using System.Globalization;
using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Pictures;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Tests.Analysis;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Pictures;

public class PictureTests
{
    private static readonly GraphLevel[] Levels = [GraphLevel.Stage, GraphLevel.Block, GraphLevel.Op];

    [Fact]
    public void ASmallNetwork() => Snapshot.Verify(SvgPicture.Render(SmallNetworks.Aggregating(), GraphLevel.Block), "svg");

    [Theory]
    [MemberData(nameof(Written.All), MemberType = typeof(Written))]
    public void NothingLiesOnAnythingElse(string file, string arch)
    {
        Network network = Written.Of(file, arch);
        foreach (GraphLevel level in Levels)
        {
            var drawn = new DrawnPicture(SvgPicture.Render(network, level));
            (string Path, DrawnBox Box)[] boxes = [.. drawn.Vertices];
            for (int i = 0; i < boxes.Length; i++)
            {
                Assert.True(drawn.Page.Holds(boxes[i].Box), $"{level}: {boxes[i].Path} is outside");
                for (int j = i + 1; j < boxes.Length; j++)
                {
                    Assert.False(boxes[i].Box.Meets(boxes[j].Box), $"{level}: {boxes[i]} lies on {boxes[j]}");
                }

                Assert.DoesNotContain(drawn.Frames, f => f.Meets(boxes[i].Box) && !f.Holds(boxes[i].Box));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Written.All), MemberType = typeof(Written))]
    public void NoLineRunsThroughABox(string file, string arch)
    {
        Network network = Written.Of(file, arch);
        foreach (GraphLevel level in Levels)
        {
            var drawn = new DrawnPicture(SvgPicture.Render(network, level));
            foreach ((string path, DrawnBox box) in drawn.Vertices)
            {
                var inside = new DrawnBox(box.X + 0.6, box.Y + 0.6, Math.Max(0.4, box.Width - 1.2), Math.Max(0.4, box.Height - 1.2));
                Assert.All(drawn.Lines, line => Assert.False(Thick(line).Meets(inside), $"{level}: {line} runs through {path} {box}"));
            }
        }

        static DrawnBox Thick(DrawnBox line) => new(line.X, line.Y, Math.Max(line.Width, 0.7), Math.Max(line.Height, 0.7));
    }

    [Theory]
    [MemberData(nameof(Written.All), MemberType = typeof(Written))]
    public void EveryOperationIsDrawnOnce(string file, string arch)
    {
        Network network = Written.Of(file, arch);
        var drawn = new DrawnPicture(SvgPicture.Render(network, GraphLevel.Op));
        Assert.Equal(network.Nodes.Count + network.Outputs.Count, drawn.Vertices.Count);
    }

    [Theory]
    [MemberData(nameof(Written.All), MemberType = typeof(Written))]
    public void EveryLayerIsReachedByALine(string file, string arch)
    {
        var drawn = new DrawnPicture(SvgPicture.Render(Written.Of(file, arch), GraphLevel.Block));
        int sources = drawn.Named("path", "tip").Count();
        Assert.True(sources >= drawn.Vertices.Count - 1, $"{sources} tips for {drawn.Vertices.Count} boxes");
    }

    [Fact]
    public void WidthsAreChannelsToScale()
    {
        Network network = Written.Of("dsl/zoo/resnet.arch", "ResNet50");
        foreach (GraphLevel level in Levels)
        {
            LayerGraph graph = LayerGraph.Of(network, level);
            var drawn = new DrawnPicture(SvgPicture.Render(network, level));
            double widest = drawn.Vertices.Max(v => v.Box.Width);
            foreach ((string path, DrawnBox box) in drawn.Vertices)
            {
                GraphVertex? vertex = graph.Vertices.FirstOrDefault(v => v.Path == path && v.Op != "add");
                if (vertex is not null)
                {
                    Assert.Equal(Math.Max(2, widest * vertex.Shape.Channels / 2048.0), box.Width, 0.11);
                }
            }
        }
    }

    [Fact]
    public void LargerMapsAreHigherAtTheLevelOfStages()
    {
        var drawn = new DrawnPicture(SvgPicture.Render(Written.Of("dsl/zoo/resnet.arch", "ResNet50"), GraphLevel.Stage));
        double[] heights = [.. drawn.Vertices.Where(v => v.Path is "s1" or "s2" or "s3").Select(v => v.Box.Height)];
        Assert.Equal(heights.OrderDescending(), heights);
        Assert.Equal(3, heights.Distinct().Count());
    }

    [Fact]
    public void TheCostliestBoxIsTheDarkest()
    {
        var drawn = new DrawnPicture(SvgPicture.Render(Written.Of("dsl/zoo/resnet.arch", "ResNet50"), GraphLevel.Stage));
        string darkest = drawn.Named("rect", "q8").Last().Parent!.Attribute("data-path")!.Value;
        Assert.Equal("s3", darkest);
    }

    [Fact]
    public void ALongAggregationIsDrawnWithALaneForEachOfItsLayers()
    {
        var net = new NetworkWriter("Long");
        var kept = new List<Node> { net.Input(3, 8, 8) };
        for (int i = 0; i < 60; i++)
        {
            kept.Add(net.Conv(kept[^1], 4, 3));
        }

        var drawn = new DrawnPicture(SvgPicture.Render(net.Build(net.Concat([.. kept])), GraphLevel.Block));

        // The image and every layer but the last, which the concat reads from right above.
        Assert.Equal(60, drawn.Named("path", "way").Count(p => p.Attribute("class")!.Value.Contains("tip", StringComparison.Ordinal)));
    }

    [Fact]
    public void ColumnsAreAsManyAsAsked()
    {
        Network network = Written.Of("dsl/zoo/resnet.arch", "ResNet50");
        DrawnBox[] pages = [.. Enumerable.Range(1, 4).Select(columns => new DrawnPicture(SvgPicture.Render(network, GraphLevel.Block, columns)).Page)];
        Assert.Equal(pages.Select(p => p.Height).OrderDescending(), pages.Select(p => p.Height));
        Assert.Equal(pages.Select(p => p.Width).Order(), pages.Select(p => p.Width));
        Assert.True(pages[3].Height < pages[0].Height / 2);
    }

    [Fact]
    public void NamesAreEscaped()
    {
        var net = new NetworkWriter("A<b>&\"c\"");
        string svg = SvgPicture.Render(net.Build(net.Conv(net.Input(1, 4, 4), 1, 1, name: "x\"<y>&#/1")), GraphLevel.Block);
        var drawn = new DrawnPicture(svg);
        Assert.Contains("A<b>&\"c\"", drawn.Words);
        Assert.Contains("x\"<y>&#/1: conv 1x1", drawn.Words);
        Assert.DoesNotContain("<y>", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCultureOfTheMachineDoesNotMatter()
    {
        Network network = SmallNetworks.Aggregating();
        string expected = SvgPicture.Render(network, GraphLevel.Block);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            german.NumberFormat.NegativeSign = "\u2212";
            CultureInfo.CurrentCulture = german;
            Assert.Equal(expected, SvgPicture.Render(network, GraphLevel.Block));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
