using System.Globalization;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Summaries;

/// <summary>The figures of a report in words and tables, shared by the text and the Markdown form.</summary>
internal static class SummaryTables
{
    private const int BarLength = 20;

    public static string Signature(Network network) =>
        $"{string.Join(", ", network.Inputs.Select(InputText))} -> {string.Join(", ", network.Outputs.Select(o => $"{o.Name} {o.Node.Shape}"))}";

    public static TextTable Totals(CostReport report)
    {
        var table = new TextTable("network", ">exact", ">short");
        foreach (string metric in Costs.MetricNames)
        {
            long value = report.Metric(metric) ?? 0;
            table.Add(metric, Figures.Exact(value), Figures.Short(value));
        }

        return table;
    }

    public static string Bottleneck(CostReport report) => report.Bottleneck is { } row
        ? $"{row.Name} ({row.Op} {InputsText(row)} -> {row.Output}), {Figures.Exact(row.Costs.Macs)} macs, {Figures.Share(row.Costs.Macs, report.Total.Macs)} of all"
        : "no layer";

    public static string ReceptiveField(CostReport report) => report.ReceptiveField.SeesWholeInput
        ? $"{report.ReceptiveField}, and the whole input through global pools or linear layers"
        : report.ReceptiveField.ToString();

    public static TextTable Stages(CostReport report, Style style)
    {
        string[] columns = ["stage", "shape", ">params", ">macs", ">of macs", ">receptive"];
        var table = new TextTable(style.IsRich ? [.. columns, ""] : columns);
        foreach (StageCost stage in report.Stages)
        {
            string[] cells =
            [
                stage.Name,
                stage.Shape.ToString(),
                Figures.Exact(stage.Costs.Params),
                Figures.Exact(stage.Costs.Macs),
                Figures.Share(stage.Costs.Macs, report.Total.Macs),
                stage.ReceptiveField.ToString(),
            ];
            table.Add(style.IsRich ? [.. cells, Bar(stage.Costs.Macs, report.Total.Macs)] : cells);
        }

        return table;
    }

    public static TextTable Layers(CostReport report)
    {
        var table = new TextTable("layer", "op", "in", "out", ">params", ">macs", ">receptive");
        foreach (LayerCost row in report.Layers)
        {
            table.Add(
                row.Name,
                row.Op,
                InputsText(row),
                row.Output.ToString(),
                Figures.Exact(row.Costs.Params),
                Figures.Exact(row.Costs.Macs),
                row.ReceptiveField.ToString());
        }

        return table;
    }

    private static string InputText(Node input) =>
        $"{((InputOperation)input.Operation).InputName} {input.Shape}";

    // Neighbours of one shape are counted, so that a concat of many maps stays readable.
    private static string InputsText(LayerCost row)
    {
        var runs = new List<(Shape Shape, int Count)>();
        foreach (Shape shape in row.Inputs)
        {
            if (runs.Count > 0 && runs[^1].Shape == shape)
            {
                runs[^1] = (shape, runs[^1].Count + 1);
            }
            else
            {
                runs.Add((shape, 1));
            }
        }

        return string.Join(" + ", runs.Select(r => r.Count == 1 ? r.Shape.ToString() : string.Create(CultureInfo.InvariantCulture, $"{r.Count}*{r.Shape}")));
    }

    private static string Bar(long part, long whole) =>
        whole == 0 ? "" : new string('█', (int)Math.Round((double)BarLength * part / whole));
}
