using System.Text.Json;
using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Pictures;
using ArchDsl.Cli.Reports;
using ArchDsl.Cli.Tests.Pictures;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Reports;

/// <summary>Loads pictures and pages in a real browser and asks it what it drew.</summary>
public sealed class BrowserTests : IDisposable
{
    private const string Zoo = "dsl/zoo/";

    private readonly ToolRun _tool = new();

    [ChromiumTheory]
    [InlineData(1440, ".wide")]
    [InlineData(500, ".tall")]
    public void ThePageDrawsItsPictureAndFits(int width, string shown)
    {
        CostReport report = CostReport.Of(Written.Of("examples/Quickstart/fashion.arch", "FashionNet"));
        JsonElement found = BrowserProbe.Ask(_tool.Directory, ReportPage.Render("fashion.arch", [report]), width, $$"""
            const seen = [...document.querySelectorAll('figure svg .vertex')].filter(v => v.getClientRects().length > 0 && v.getBoundingClientRect().width > 0);
            const svg = document.querySelector('{{shown}} svg').getBoundingClientRect();
            return { width: innerWidth, vertices: seen.length, inShown: seen.filter(v => v.closest('{{shown}}')).length,
                svgRight: svg.right, svgHeight: svg.height, pageWidth: document.documentElement.scrollWidth,
                bars: [...document.querySelectorAll('.stages td.bar:nth-child(4) i')].map(i => i.getBoundingClientRect().width) };
            """);
        int boxes = new DrawnPicture(SvgPicture.Render(report.Network, GraphLevel.Block)).Vertices.Count;
        Assert.Equal((width, boxes, boxes), (found.GetProperty("width").GetInt32(), found.GetProperty("vertices").GetInt32(), found.GetProperty("inShown").GetInt32()));
        Assert.True(found.GetProperty("pageWidth").GetInt32() <= width, "the page scrolls sideways");
        Assert.True(found.GetProperty("svgHeight").GetDouble() > 500 && found.GetProperty("svgRight").GetDouble() <= width);
        double[] bars = [.. found.GetProperty("bars").EnumerateArray().Select(b => b.GetDouble())];
        Assert.Equal(report.Stages.Count, bars.Length);
        Assert.Equal(report.Stages.OrderByDescending(s => s.Costs.Macs).Select(s => s.Name), report.Stages.Zip(bars).OrderByDescending(p => p.Second).Select(p => p.First.Name));
    }

    [ChromiumTheory]
    [InlineData(4, true)]
    [InlineData(0, false)]
    public void AHeadSortsItsTableBothWaysAndBack(int column, bool isNumber)
    {
        CostReport report = CostReport.Of(Written.Of("examples/Quickstart/fashion.arch", "FashionNet"));
        JsonElement found = BrowserProbe.Ask(_tool.Directory, ReportPage.Render("fashion.arch", [report]), 1000, $$"""
            const table = document.querySelector('table.layers');
            const head = table.tHead.rows[0].cells[{{column}}];
            const state = () => ({ sort: head.getAttribute('aria-sort'), cells: [...table.tBodies[0].rows].map(r => r.cells[{{column}}].textContent) });
            const states = [state()];
            for (let press = 0; press < 3; press++) { head.querySelector('button').click(); states.push(state()); }
            head.querySelector('button').focus();
            return { states, focused: document.activeElement.parentElement === head };
            """);
        (string? Sort, string[] Cells)[] states =
        [
            .. found.GetProperty("states").EnumerateArray().Select(s => (s.GetProperty("sort").GetString(), s.GetProperty("cells").EnumerateArray().Select(c => c.GetString()!).ToArray())),
        ];
        string[] original = isNumber ? [.. report.Layers.Select(l => Figures.Exact(l.Costs.Macs))] : [.. report.Layers.Select(l => l.Name)];
        string[] ascending = isNumber ? [.. report.Layers.Select(l => l.Costs.Macs).Order().Select(f => Figures.Exact(f))] : [.. original.Order(StringComparer.Ordinal)];
        string[] descending = [.. ascending.Reverse()];
        Assert.Equal(isNumber ? [null, "descending", "ascending", null] : [null, "ascending", "descending", null], states.Select(s => s.Sort));
        Assert.Equal(original, states[0].Cells);
        Assert.Equal(isNumber ? descending : ascending, states[1].Cells);
        Assert.Equal(isNumber ? ascending : descending, states[2].Cells);
        Assert.Equal(original, states[3].Cells);
        Assert.True(found.GetProperty("focused").GetBoolean());
    }

    [ChromiumTheory]
    [InlineData("examples/Quickstart/fashion.arch", "FashionNet")]
    [InlineData("dsl/zoo/resnet.arch", "ResNet50")]
    [InlineData(Zoo + "vovnet.arch", "VoVNet39")]
    [InlineData(Zoo + "darknet.arch", "CSPResNeXt50Cfg")]
    [InlineData(Zoo + "shufflenet.arch", "ShuffleNetV2x10")]
    [InlineData(Zoo + "pyramids.arch", "VoVNet39EFM")]
    public void WordsLieWithinThePictureAndOnNoBoxAndNoWord(string file, string arch)
    {
        string svgs = string.Concat(new[] { GraphLevel.Stage, GraphLevel.Block, GraphLevel.Op }.Select(level => SvgPicture.Render(Written.Of(file, arch), level)));
        JsonElement found = BrowserProbe.Ask(_tool.Directory, $"<!DOCTYPE html><html><body>{svgs}</body></html>", 1440, """
            const clashes = [];
            const meets = (a, b) => a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 2 && b.y < a.y + a.height - 2;
            for (const svg of document.querySelectorAll('svg')) {
                const page = svg.viewBox.baseVal;
                const words = [...svg.querySelectorAll('text')].filter(t => !t.classList.contains('middle')).map(t => [t.textContent, t.getBBox()]);
                const boxes = [...svg.querySelectorAll('.vertex rect, .vertex circle')].map(b => [b.parentElement.dataset.path, b.getBBox()]);
                words.forEach(([text, box], i) => {
                    if (box.x < 0 || box.x + box.width > page.width || box.y + box.height > page.height) clashes.push(text + ' leaves the page');
                    for (const [path, other] of boxes) if (meets(box, other)) clashes.push(text + ' lies on ' + path);
                    for (const [word, other] of words.slice(i + 1)) if (meets(box, other)) clashes.push(text + ' lies on ' + word);
                });
            }
            return { pictures: document.querySelectorAll('svg').length, clashes };
            """);
        Assert.Equal(3, found.GetProperty("pictures").GetInt32());
        Assert.Empty(found.GetProperty("clashes").EnumerateArray().Select(c => c.GetString()));
    }

    [ChromiumTheory]
    [InlineData(640)]
    public void ThePictureIsAnImageToo(int width)
    {
        File.WriteAllText(_tool.PathOf("net.svg"), SvgPicture.Render(Written.Of("dsl/zoo/resnet.arch", "ResNet50"), GraphLevel.Stage));
        JsonElement found = BrowserProbe.Ask(_tool.Directory, "<!DOCTYPE html><html><body><img src=\"net.svg\" alt=\"\"></body></html>", width, """
            const image = document.querySelector('img');
            return { complete: image.complete, width: image.naturalWidth };
            """);
        Assert.True(found.GetProperty("complete").GetBoolean() && found.GetProperty("width").GetInt32() > 300);
    }

    public void Dispose() => _tool.Dispose();
}
