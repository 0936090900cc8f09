using System.Globalization;
using ArchDsl.Cli.Graphs;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Pictures;

/// <summary>What is written at a vertex: lines beside it, and below it the shape that flows on where it is a new one.</summary>
internal sealed record VertexText(IReadOnlyList<string> Lines, string Shape)
{
    public static VertexText Of(GraphVertex vertex, IReadOnlyList<GraphVertex> sources, GraphLevel level)
    {
        string shape = vertex.Kind == VertexKind.Port && vertex.Op == "output" ? "" : ShapeText(vertex);
        if (level == GraphLevel.Stage && vertex.Contents.Length > 0)
        {
            return new VertexText([vertex.Label, vertex.Contents, FrameText.Figures(vertex.Costs)], shape);
        }

        bool isNew = sources.Count == 0 || sources.Any(s => s.Shape != vertex.Shape);
        return new VertexText([vertex.Label], isNew ? shape : "");
    }

    /// <summary><c>64×56×56</c>; of a growing concat <c>96–256×56×56</c>.</summary>
    public static string ShapeText(GraphVertex vertex) =>
        (vertex.FirstShape is { } first ? string.Create(CultureInfo.InvariantCulture, $"{first.Channels}–") : "") + ShapeText(vertex.Shape);

    public static string ShapeText(Shape shape) =>
        string.Create(CultureInfo.InvariantCulture, $"{shape.Channels}×{shape.Height}×{shape.Width}");
}
