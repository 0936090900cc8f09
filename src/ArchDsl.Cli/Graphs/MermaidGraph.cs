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
                string title = frame.Definition is "stage" or "head" ? frame.Name : $"{frame.Name}: {frame.Definition}";
                text.Append(indent).Append("subgraph ").Append(frame.Id).Append("[\"").Append(Escape(title)).Append("\"]\n");
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
                string name = vertex.Kind == VertexKind.Port || vertex.Name.Length == 0 ? "" : vertex.Name + ": ";
                string label = vertex.Kind == VertexKind.Port ? vertex.Name : name + vertex.Op;
                text.Append(indent).Append(vertex.Id).Append(open).Append('"').Append(Escape(label)).Append("<br/>").Append(vertex.Shape).Append('"').Append(close).Append('\n');
            }
        }
    }

    private static string Escape(string text) => text
        .Replace("#", "#35;", StringComparison.Ordinal)
        .Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal)
        .Replace(">", "#gt;", StringComparison.Ordinal);
}
