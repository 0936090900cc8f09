using System.Text.Json;
using ArchDsl.Cli.Graphs;
using ArchDsl.Compiler.Analysis;

namespace ArchDsl.Cli.Diffs;

/// <summary>Two networks side by side for other programs. What one side lacks is null.</summary>
internal static class DiffJson
{
    private static readonly string[] PartMetrics = ["params", "macs", "acts"];

    public static string Render(NetworkDiff diff) => Json.Render(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("left", diff.Left.Network.Name);
        writer.WriteString("right", diff.Right.Network.Name);
        writer.WriteBoolean("equal", diff.IsEqual);
        writer.WriteStartObject("totals");
        foreach (string metric in Costs.MetricNames)
        {
            (long left, long right) = (diff.Left.Metric(metric) ?? 0, diff.Right.Metric(metric) ?? 0);
            writer.WriteStartObject(metric);
            writer.WriteNumber("left", left);
            writer.WriteNumber("right", right);
            writer.WriteNumber("change", right - left);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteArray("stages", diff.Stages, stage => WriteStage(writer, stage));
        writer.WriteArray("structure", diff.Structure, node => WriteNode(writer, node));
        writer.WriteEndObject();
    });

    private static void WriteStage(Utf8JsonWriter writer, StageDiff stage)
    {
        writer.WriteStartObject();
        writer.WriteString("name", stage.Name);
        WriteStageCost(writer, "left", stage.Left);
        WriteStageCost(writer, "right", stage.Right);
        writer.WriteEndObject();
    }

    private static void WriteStageCost(Utf8JsonWriter writer, string side, StageCost? stage)
    {
        if (stage is null)
        {
            writer.WriteNull(side);
            return;
        }

        writer.WriteStartObject(side);
        writer.WriteShape("shape", stage.Shape);
        WriteCosts(writer, stage.Costs);
        writer.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter writer, DiffNode node)
    {
        writer.WriteStartObject();
        writer.WriteString("change", node.Change switch { Change.Same => "same", Change.Changed => "changed", Change.Removed => "removed", _ => "added" });
        WriteItem(writer, "left", node.Left);
        WriteItem(writer, "right", node.Right);
        if (node.Parts.Count > 0)
        {
            writer.WriteArray("parts", node.Parts, part => WriteNode(writer, part));
        }

        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, string side, GraphItem? item)
    {
        if (item is null)
        {
            writer.WriteNull(side);
            return;
        }

        writer.WriteStartObject(side);
        writer.WriteString("label", item.Label);
        writer.WriteNumber("repeat", item.Repeat);
        if (item is GraphFrame frame)
        {
            writer.WriteShape("shape", frame.Shape);
            WriteCosts(writer, frame.Costs);
        }
        else if (item is GraphVertex vertex)
        {
            writer.WriteShape("shape", vertex.Shape);
            WriteCosts(writer, vertex.Costs);
        }

        writer.WriteEndObject();
    }

    private static void WriteCosts(Utf8JsonWriter writer, Costs costs)
    {
        foreach (string metric in PartMetrics)
        {
            writer.WriteNumber(metric, costs.Metric(metric) ?? 0);
        }
    }
}
