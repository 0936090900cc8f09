using System.Globalization;
using ArchDsl.Cli.Pictures;
using ArchDsl.Compiler.Analysis;

namespace ArchDsl.Cli.Reports;

/// <summary>The networks of a file on one page that needs nothing but itself: pictures, costs by stage and layer, a comparison.</summary>
internal static class ReportPage
{
    // Nothing is fetched, whatever a name or a comment says.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    public static string Render(string file, IReadOnlyList<CostReport> reports)
    {
        string title = reports is [CostReport only] ? only.Network.Name : file;
        var html = new HtmlWriter();
        html.Raw("<!DOCTYPE html>\n");
        html.Open("html", ("lang", "en"));
        html.Open("head");
        html.Void("meta", ("charset", "utf-8"));
        html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Text("title", title);
        html.Raw($"<style>\n{Resource("report.css")}{DarkRamp()}</style>\n");
        html.Close("head");
        html.Open("body");
        html.Text("h1", title);
        if (reports.Count > 1)
        {
            html.Text("p", string.Create(CultureInfo.InvariantCulture, $"{reports.Count} networks"), ("class", "faint"));
            WriteLinks(html, reports);
            ReportTables.Comparison(reports).Write(html, "sortable comparison");
        }

        foreach (CostReport report in reports)
        {
            new ReportSection(html, report).Write(isAlone: reports.Count == 1, isOpen: report == reports[0]);
        }

        html.Raw($"<script>\n{Resource("report.js")}</script>\n");
        html.Close("body");
        html.Close("html");
        return html.ToString();
    }

    private static void WriteLinks(HtmlWriter html, IReadOnlyList<CostReport> reports)
    {
        html.Open("nav", ("aria-label", "Networks"));
        foreach (CostReport report in reports)
        {
            html.Text("a", report.Network.Name, ("href", "#" + ReportSection.IdOf(report)));
        }

        html.Close("nav");
    }

    private static string DarkRamp()
    {
        IEnumerable<string> rules = Ramp.OnDark.Select((colour, i) => FormattableString.Invariant($"  svg.picture .q{i + 1} {{ fill: {colour} }}\n"));
        return $"@media screen and (prefers-color-scheme: dark) {{\n{string.Concat(rules)}}}\n";
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
