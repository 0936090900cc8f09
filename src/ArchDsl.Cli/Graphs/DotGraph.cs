using System.Text;

namespace ArchDsl.Cli.Graphs;

/// <summary>A directed graph in Graphviz's language, one cluster a stage and block.</summary>
internal static class DotGraph
{
    public static string Render(LayerGraph graph)
    {
        var text = new StringBuilder();
        text.Append("digraph ").Append(Quote(graph.Name)).Append(" {\n");
        text.Append("  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Helvetica\", fontsize=10];\n");
        text.Append("  graph [fontname=\"Helvetica\", fontsize=11, color=gray60, style=rounded];\n");
        text.Append("  edge [color=gray40];\n");
        AppendItems(text, graph.Items, "  ");
        foreach (GraphEdge edge in graph.Edges)
        {
            text.Append("  ").Append(edge.From.Id).Append(" -> ").Append(edge.To.Id).Append(";\n");
        }

        return text.Append("}\n").ToString();
    }

    private static void AppendItems(StringBuilder text, IReadOnlyList<GraphItem> items, string indent)
    {
        foreach (GraphItem item in items)
        {
            if (item is GraphFrame frame)
            {
                text.Append(indent).Append("subgraph cluster_").Append(frame.Id).Append(" {\n");
                text.Append(indent).Append("  label=").Append(Quote(frame.Label)).Append(";\n");
                AppendItems(text, frame.Items, indent + "  ");
                text.Append(indent).Append("}\n");
            }
            else
            {
                var vertex = (GraphVertex)item;
                text.Append(indent).Append(vertex.Id).Append(" [label=").Append(Quote($"{vertex.Label}\n{vertex.Shape}")).Append(Attributes(vertex.Kind)).Append("];\n");
            }
        }
    }

    private static string Attributes(VertexKind kind) => kind switch
    {
        VertexKind.Port => ", shape=ellipse, fillcolor=gray92",
        VertexKind.Weighted => ", fillcolor=\"#dbe9fb\"",
        VertexKind.Pool => ", fillcolor=\"#e2f2dd\"",
        VertexKind.Join => ", shape=circle, fillcolor=\"#fdecc8\"",
        _ => "",
    };

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
