using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArchDsl.Cli.Tests.Commands;
using ArchDsl.Cli.Tests.Pictures;
using ArchDsl.Cli.Reports;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Tests.Analysis;

namespace ArchDsl.Cli.Tests.Reports;

public sealed partial class ReportTests : IDisposable
{
    private readonly ToolRun _tool = new ToolRun().With("nets.arch", Samples.Nets).With("broken.arch", Samples.Broken);

    [Fact]
    public void APageGoesToAFile()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("report", "nets.arch", "-o", "out/report.html"));
        Assert.Empty(_tool.Out);
        Assert.StartsWith("<!DOCTYPE html>", _tool.Read("out/report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenFileGivesItsErrorsAndNoPage()
    {
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("report", "broken.arch", "-o", "report.html"));
        Assert.StartsWith("broken.arch(3,", _tool.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_tool.PathOf("report.html")));
    }

    [Fact]
    public void EveryNetworkOfTheFileIsComparedAndShown()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("report", "nets.arch"));
        XElement page = Parse(_tool.Out);
        Assert.Equal(["Small", "Wide"], Table(page, "comparison").Select(r => r[0]));
        Assert.Equal(["Small", "Wide"], page.Descendants("h2").Select(h => h.Value));
        Assert.Equal(1, page.Descendants("details").Count(d => d.Attribute("open") is not null));
    }

    [Fact]
    public void TheFiguresAreThoseOfTheSummary()
    {
        Network network = Written.Of("dsl/zoo/resnet.arch", "ResNet50");
        CostReport report = CostReport.Of(network);
        XElement page = Parse(ReportPage.Render("resnet.arch", [report]));
        string[][] layers = [.. Table(page, "layers")];
        Assert.Equal(report.Layers.Select(l => (l.Name, l.Op, l.Output.ToString(), Figures.Exact(l.Costs.Params), Figures.Exact(l.Costs.Macs))), layers.Select(r => (r[0], r[1], r[2], r[3], r[4])));
        Assert.Equal(report.Stages.Select(s => s.Name), Table(page, "stages").Select(r => r[0]));
        Assert.Contains(page.Descendants("small"), s => s.Value == "25_557_032");
        Assert.Empty(page.Descendants("details"));
    }

    [Fact]
    public void ThePageNeedsNothingButItself()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("report", "nets.arch"));
        Assert.DoesNotMatch(Outside(), _tool.Out);
    }

    [Fact]
    public void NamesAndCommentsCannotWriteMarkup()
    {
        var net = new NetworkWriter("A</title><script>alert(1)</script>&\"");
        Network network = net.Build(net.Stage("s\"<i>1", () => net.Conv(net.Input(1, 4, 4), 1, 1, name: "x\"<b>&")));
        string html = ReportPage.Render("<u>.arch", [CostReport.Of(network), CostReport.Of(SmallNetworks.Aggregating())]);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<u>", html, StringComparison.Ordinal);
        XElement page = Parse(html);
        Assert.Equal("<u>.arch", page.Descendants("h1").Single().Value);
        Assert.Contains(Table(page, "layers"), r => r[0] == "s\"<i>1.x\"<b>&");
    }

    [Fact]
    public void ThePageIsTheSameEveryTime()
    {
        CostReport report = CostReport.Of(SmallNetworks.Aggregating());
        Assert.Equal(ReportPage.Render("a.arch", [report]), ReportPage.Render("a.arch", [CostReport.Of(SmallNetworks.Aggregating())]));
    }

    public void Dispose() => _tool.Dispose();

    // The page is written so that it is XML but for its doctype, what is void, and scripts.
    private static XElement Parse(string html)
    {
        string xml = Script().Replace(html, "").Replace("<!DOCTYPE html>", "", StringComparison.Ordinal);
        xml = VoidElement().Replace(xml, "<$1/>").Replace("<wbr>", "", StringComparison.Ordinal);
        return XElement.Parse(xml.Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal));
    }

    private static IEnumerable<string[]> Table(XElement page, string kind) => page.Descendants("table")
        .Where(t => t.Attribute("class")!.Value.Split(' ').Contains(kind))
        .SelectMany(t => t.Element("tbody")!.Elements("tr"))
        .Select(r => r.Elements().Select(c => c.Value.Trim()).ToArray());

    [GeneratedRegex("<script>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<(meta [^>]*)>")]
    private static partial Regex VoidElement();

    [GeneratedRegex("(src|href)=\"(?!#)|@import|url\\(|https?://(?!www\\.w3\\.org/2000/svg)")]
    private static partial Regex Outside();
}
