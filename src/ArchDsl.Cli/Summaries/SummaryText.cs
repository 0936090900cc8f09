using System.Text;
using ArchDsl.Compiler.Analysis;

namespace ArchDsl.Cli.Summaries;

/// <summary>A report for a terminal: totals, stages, layers in aligned columns.</summary>
internal static class SummaryText
{
    public static string Render(IReadOnlyList<CostReport> reports, Style style) =>
        string.Join("\n", reports.Select(r => Render(r, style)));

    private static string Render(CostReport report, Style style)
    {
        var text = new StringBuilder();
        text.Append(style.Bold(report.Network.Name)).Append("  ").Append(SummaryTables.Signature(report.Network)).Append('\n');
        foreach (string line in (report.Network.Documentation ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(style.Dim(line)).Append('\n');
        }

        text.Append('\n');
        SummaryTables.Totals(report).WriteAligned(text, style);
        text.Append('\n');
        text.Append(style.Bold("bottleneck")).Append("       ").Append(SummaryTables.Bottleneck(report)).Append('\n');
        text.Append(style.Bold("receptive field")).Append("  ").Append(SummaryTables.ReceptiveField(report)).Append('\n');
        if (report.Stages.Count > 0)
        {
            text.Append('\n');
            SummaryTables.Stages(report, style).WriteAligned(text, style);
        }

        if (report.Layers.Count > 0)
        {
            text.Append('\n');
            SummaryTables.Layers(report).WriteAligned(text, style);
        }

        return text.ToString();
    }
}
