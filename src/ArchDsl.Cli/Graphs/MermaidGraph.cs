using System.Text;

namespace ArchDsl.Cli.Graphs;

/// <summary>A flowchart in Mermaid's language, one subgraph a stage and block.</summary>
internal static class MermaidGraph
{
    public static string Render(LayerGraph graph)
    {
        var text = new StringBuilder();
        text.Append("---\ntitle: ").Append(graph.Name).Append("\n---\nflowchart TD\n");
        AppendItems(text, graph.Items, "  ");
        foreach (GraphEdge edge in graph.Edges)
        {
            text.Append("  ").Append(edge.From.Id).Append(" --> ").Append(edge.To.Id).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendItems(StringBuilder text, IReadOnlyList<GraphItem> items, string indent)
    {
        foreach (GraphItem item in items)
        {
            if (item is GraphFrame frame)
            {
                text.Append(indent).Append("subgraph ").Append(frame.Id).Append("[\"").Append(Escape(frame.Label)).Append("\"]\n");
                AppendItems(text, frame.Items, indent + "  ");
                text.Append(indent).Append("end\n");
            }
            else
            {
                var vertex = (GraphVertex)item;
                (string open, string close) = vertex.Kind switch
                {
                    VertexKind.Port => ("([", "])"),
                    VertexKind.Join => ("((", "))"),
                    VertexKind.Pool => ("[/", "\\]"),
                    _ => ("[", "]"),
                };
                text.Append(indent).Append(vertex.Id).Append(open).Append('"').Append(Escape(vertex.Label)).Append("<br/>").Append(vertex.Shape).Append('"').Append(close).Append('\n');
            }
        }
    }

    private static string Escape(string text) => text
        .Replace("#", "#35;", StringComparison.Ordinal)
        .Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal)
        .Replace(">", "#gt;", StringComparison.Ordinal);
}
