using System.Globalization;
using System.Text;
using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Summaries;
using ArchDsl.Compiler.Analysis;

namespace ArchDsl.Cli.Diffs;

/// <summary>Two networks side by side for a terminal: what they cost, stage by stage, and how their trees differ.</summary>
internal static class DiffText
{
    public static string Render(NetworkDiff diff, Style style)
    {
        (string left, string right) = Names(diff);
        var text = new StringBuilder();
        text.Append(style.Red("- " + left)).Append("  ").Append(SummaryTables.Signature(diff.Left.Network)).Append('\n');
        text.Append(style.Green("+ " + right)).Append("  ").Append(SummaryTables.Signature(diff.Right.Network)).Append("\n\n");
        if (diff.IsEqual)
        {
            return text.Append("The networks are equal.\n").ToString();
        }

        Totals(diff, left, right).WriteAligned(text, style);
        if (diff.Stages.Count > 0)
        {
            text.Append('\n');
            Stages(diff, left, right).WriteAligned(text, style);
        }

        text.Append('\n');
        DiffTree.Write(text, diff, style, left, right);
        return text.ToString();
    }

    // Two files may give their networks one name.
    private static (string Left, string Right) Names(NetworkDiff diff)
    {
        (string left, string right) = (diff.Left.Network.Name, diff.Right.Network.Name);
        return left == right ? (left + " (left)", right + " (right)") : (left, right);
    }

    private static TextTable Totals(NetworkDiff diff, string left, string right)
    {
        var table = new TextTable("network", ">" + left, ">" + right, ">change", ">");
        foreach (string metric in Costs.MetricNames)
        {
            (long a, long b) = (diff.Left.Metric(metric) ?? 0, diff.Right.Metric(metric) ?? 0);
            table.Add(metric, Figures.Exact(a), Figures.Exact(b), Delta.Exact(a, b), Delta.Percent(a, b));
        }

        return table;
    }

    private static TextTable Stages(NetworkDiff diff, string left, string right)
    {
        var table = new TextTable("stage", left, right, ">params", ">", ">macs", ">", ">acts", ">");
        foreach (StageDiff stage in diff.Stages)
        {
            string a = stage.Left?.Shape.ToString() ?? "";
            string b = stage.Right?.Shape.ToString() ?? "";
            string[] cells = [.. Cells(stage, c => c.Params), .. Cells(stage, c => c.Macs), .. Cells(stage, c => c.Acts)];
            table.Add([stage.Name, a, a == b ? "=" : b, .. cells]);
        }

        return table;
    }

    private static string[] Cells(StageDiff stage, Func<Costs, long> metric)
    {
        (long a, long b) = (stage.Left is { } left ? metric(left.Costs) : 0, stage.Right is { } right ? metric(right.Costs) : 0);
        return [Delta.Exact(a, b), Delta.Percent(a, b)];
    }
}
