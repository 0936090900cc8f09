using ArchDsl.Compiler.Analysis;

namespace ArchDsl.Cli.Reports;

/// <summary>The tables of a page.</summary>
internal static class ReportTables
{
    /// <summary>Every network of the file, one below the other.</summary>
    public static HtmlTable Comparison(IReadOnlyList<CostReport> reports)
    {
        var table = new HtmlTable("All networks; bars are shares of the largest", "network", ">params", ">macs", ">acts", ">memory access", "layer with the most macs", ">of its network");
        (long @params, long macs, long acts, long access) =
            (reports.Max(r => r.Total.Params), reports.Max(r => r.Total.Macs), reports.Max(r => r.Total.Acts), reports.Max(r => r.Total.MemoryAccess));
        foreach (CostReport report in reports)
        {
            Costs total = report.Total;
            table.Add(
                new HtmlCell(report.Network.Name),
                Bar(total.Params, @params),
                Bar(total.Macs, macs),
                Bar(total.Acts, acts),
                Bar(total.MemoryAccess, access),
                new HtmlCell(report.Bottleneck?.Name ?? ""),
                HtmlCell.Percent(report.Bottleneck?.Costs.Macs ?? 0, total.Macs));
        }

        return table;
    }

    /// <summary>What each stage costs, as bars.</summary>
    public static HtmlTable Stages(CostReport report)
    {
        var table = new HtmlTable("Stages; bars are shares of the whole", "stage", "shape", ">params", ">macs", ">acts", ">receptive field");
        foreach (StageCost stage in report.Stages)
        {
            table.Add(
                new HtmlCell(stage.Name),
                new HtmlCell(stage.Shape.ToString()),
                Bar(stage.Costs.Params, report.Total.Params),
                Bar(stage.Costs.Macs, report.Total.Macs),
                Bar(stage.Costs.Acts, report.Total.Acts),
                Field(stage.ReceptiveField));
        }

        return table;
    }

    /// <summary>One row a layer.</summary>
    public static HtmlTable Layers(CostReport report)
    {
        var table = new HtmlTable("Layers in the order of execution", "layer", "op", "out", ">params", ">macs", ">of macs", ">acts", ">receptive field");
        foreach (LayerCost row in report.Layers)
        {
            table.Add(
                new HtmlCell(row.Name),
                new HtmlCell(row.Op),
                new HtmlCell(row.Output.ToString()),
                HtmlCell.Number(row.Costs.Params),
                HtmlCell.Number(row.Costs.Macs),
                HtmlCell.Percent(row.Costs.Macs, report.Total.Macs),
                HtmlCell.Number(row.Costs.Acts),
                Field(row.ReceptiveField));
        }

        return table;
    }

    private static HtmlCell Bar(long part, long whole) => HtmlCell.Number(part, whole == 0 ? 0 : (double)part / whole);

    private static HtmlCell Field(ReceptiveField field) =>
        new(field.ToString(), ((long)field.Height * field.Width).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
