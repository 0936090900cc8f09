using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Pictures;
using ArchDsl.Cli.Summaries;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Reports;

/// <summary>One network on a page. It unfolds without a script.</summary>
internal sealed class ReportSection(HtmlWriter html, CostReport report)
{
    private Network Network => report.Network;

    /// <summary>The place that links lead to.</summary>
    public static string IdOf(CostReport report) => "arch-" + report.Network.Name;

    public void Write(bool isAlone, bool isOpen)
    {
        if (isAlone)
        {
            WriteContent();
            return;
        }

        (string, string)[] attributes = [("class", "arch"), ("id", IdOf(report))];
        html.Open("details", isOpen ? [.. attributes, ("open", "")] : attributes);
        html.Open("summary");
        html.Text("h2", Network.Name);
        html.Text("span", FrameText.Figures(report.Total), ("class", "faint"));
        html.Close("summary");
        WriteContent();
        html.Close("details");
    }

    private void WriteContent()
    {
        if (Network.Documentation is { Length: > 0 } documentation)
        {
            html.Text("p", documentation.Trim(), ("class", "doc"));
        }

        html.Open("p");
        html.Text("code", SummaryTables.Signature(Network));
        html.Close("p");
        WriteTotals();
        html.Text("p", $"Most macs: {SummaryTables.Bottleneck(report)}. Receptive field: {SummaryTables.ReceptiveField(report)}.", ("class", "faint"));

        html.Text("h3", "Picture");
        WritePicture();
        if (report.Stages.Count > 0)
        {
            html.Text("h3", "Costs by stage");
            ReportTables.Stages(report).Write(html, "stages");
        }

        if (report.Layers.Count > 0)
        {
            html.Text("h3", "Layers");
            ReportTables.Layers(report).Write(html, "sortable layers");
        }
    }

    private void WriteTotals()
    {
        html.Open("dl", ("class", "totals"));
        foreach (string metric in Costs.MetricNames)
        {
            long value = report.Metric(metric) ?? 0;
            html.Open("div");
            html.Text("dt", metric);
            html.Raw("<dd>");
            html.Raw(Markup.Escape(Figures.Short(value)));
            html.Text("small", Figures.Exact(value));
            html.Raw("</dd>\n");
            html.Close("div");
        }

        html.Close("dl");
    }

    // A narrow screen scrolls down, a wide one shows columns.
    private void WritePicture()
    {
        string tall = SvgPicture.Render(Network, GraphLevel.Block, columns: 1);
        string wide = SvgPicture.Render(Network, GraphLevel.Block);
        html.Open("figure", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Picture of " + Network.Name));
        html.Open("div", ("class", "wide"));
        html.Raw(wide);
        html.Close("div");
        html.Open("div", ("class", "tall"));
        html.Raw(tall);
        html.Close("div");
        html.Close("figure");
    }
}
