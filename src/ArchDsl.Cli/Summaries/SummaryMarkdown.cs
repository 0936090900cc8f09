using System.Text;
using ArchDsl.Compiler.Analysis;

namespace ArchDsl.Cli.Summaries;

/// <summary>A report as Markdown, to keep beside a model.</summary>
internal static class SummaryMarkdown
{
    public static string Render(IReadOnlyList<CostReport> reports) => string.Join("\n", reports.Select(Render));

    private static string Render(CostReport report)
    {
        var text = new StringBuilder();
        text.Append("## ").Append(report.Network.Name).Append("\n\n");
        if (report.Network.Documentation is { Length: > 0 } documentation)
        {
            text.Append(documentation.Trim()).Append("\n\n");
        }

        text.Append('`').Append(SummaryTables.Signature(report.Network)).Append("`\n\n");
        SummaryTables.Totals(report).WriteMarkdown(text);
        text.Append("\nBottleneck: ").Append(SummaryTables.Bottleneck(report)).Append(".\n");
        text.Append("\nReceptive field: ").Append(SummaryTables.ReceptiveField(report)).Append(".\n");
        if (report.Stages.Count > 0)
        {
            text.Append("\n### Stages\n\n");
            SummaryTables.Stages(report, Style.Plain).WriteMarkdown(text);
        }

        if (report.Layers.Count > 0)
        {
            text.Append("\n### Layers\n\n");
            SummaryTables.Layers(report).WriteMarkdown(text);
        }

        return text.ToString();
    }
}
