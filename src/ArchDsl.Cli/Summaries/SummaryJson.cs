using System.Text.Json;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Summaries;

/// <summary>A report for other programs. Shapes are <c>[C, H, W]</c> without batch, a vector <c>[C, 1, 1]</c>; weights have PyTorch's dimensions.</summary>
internal static class SummaryJson
{
    /// <summary>An object for one network, an array for several or none.</summary>
    public static string Render(IReadOnlyList<CostReport> reports) => Json.Render(writer =>
    {
        if (reports.Count == 1)
        {
            WriteReport(writer, reports[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (CostReport report in reports)
        {
            WriteReport(writer, report);
        }

        writer.WriteEndArray();
    });

    private static void WriteReport(Utf8JsonWriter writer, CostReport report)
    {
        Network network = report.Network;
        writer.WriteStartObject();
        writer.WriteString("arch", network.Name);
        WriteInputs(writer, network);
        foreach (string metric in Costs.MetricNames)
        {
            writer.WriteNumber(metric, report.Metric(metric) ?? 0);
        }

        WriteBottleneck(writer, report.Bottleneck);
        writer.WriteArray("outputs", network.Outputs, o => WriteNamed(writer, o.Name, o.Node.Shape));
        writer.WriteArray("stages", report.Stages, stage => WriteStage(writer, stage));
        writer.WriteArray("layers", report.Layers, layer => WriteLayer(writer, layer));
        writer.WriteArray("weights", network.Weights, weight => WriteWeight(writer, weight));
        writer.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter writer, Network network)
    {
        if (network.Inputs.Count > 0)
        {
            writer.WriteShape("input", network.Inputs[0].Shape);
        }

        if (network.Inputs.Count > 1)
        {
            writer.WriteArray("inputs", network.Inputs, i => WriteNamed(writer, ((InputOperation)i.Operation).InputName, i.Shape));
        }
    }

    private static void WriteBottleneck(Utf8JsonWriter writer, LayerCost? layer)
    {
        if (layer is null)
        {
            writer.WriteNull("bottleneck");
            return;
        }

        writer.WriteStartObject("bottleneck");
        writer.WriteString("name", layer.Name);
        writer.WriteNumber("macs", layer.Costs.Macs);
        writer.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter writer, string name, Shape shape)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteShape("shape", shape);
        writer.WriteEndObject();
    }

    private static void WriteStage(Utf8JsonWriter writer, StageCost stage)
    {
        writer.WriteStartObject();
        writer.WriteString("name", stage.Name);
        writer.WriteShape("shape", stage.Shape);
        WriteCosts(writer, stage.Costs);
        writer.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter writer, LayerCost layer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", layer.Name);
        writer.WriteString("op", layer.Op);
        if (layer.Inputs.Count > 0)
        {
            writer.WriteShape("in", layer.Inputs[0]);
        }

        if (layer.Inputs.Count > 1)
        {
            writer.WriteShapes("inputs", layer.Inputs);
        }

        writer.WriteShape("out", layer.Output);
        WriteCosts(writer, layer.Costs);
        writer.WriteEndObject();
    }

    private static void WriteWeight(Utf8JsonWriter writer, NetworkWeight weight)
    {
        writer.WriteStartObject();
        writer.WriteString("key", weight.Key);
        writer.WriteDimensions("shape", weight.Tensor.Shape);
        writer.WriteEndObject();
    }

    private static void WriteCosts(Utf8JsonWriter writer, Costs costs)
    {
        writer.WriteNumber("params", costs.Params);
        writer.WriteNumber("macs", costs.Macs);
    }
}
