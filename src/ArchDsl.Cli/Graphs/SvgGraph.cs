using System.Globalization;
using System.Text;

namespace ArchDsl.Cli.Graphs;

/// <summary>A picture of a network that needs no other program: frames, boxes and lines placed by <see cref="SvgLayout"/>.</summary>
internal static class SvgGraph
{
    public static string Render(LayerGraph graph)
    {
        SvgLayout layout = SvgLayout.Of(graph);
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{layout.Width:0.#}\" height=\"{layout.Height:0.#}\" viewBox=\"0 0 {layout.Width:0.#} {layout.Height:0.#}\" font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"11\">\n"));
        svg.Append(Invariant($"  <title>{Escape(graph.Name)}</title>\n"));
        AppendStyle(svg);
        svg.Append(Invariant($"  <rect class=\"page\" width=\"{layout.Width:0.#}\" height=\"{layout.Height:0.#}\"/>\n"));
        svg.Append(Invariant($"  <text class=\"name\" x=\"16\" y=\"24\">{Escape(graph.Name)}</text>\n"));
        foreach ((GraphFrame frame, Box box) in layout.Frames)
        {
            AppendFrame(svg, frame, box);
        }

        foreach (GraphEdge step in layout.Steps)
        {
            (Box from, Box to) = (layout.BoxOf(step.From), layout.BoxOf(step.To));
            svg.Append(Invariant($"  <path class=\"line\" d=\"M{from.MiddleX:0.#} {from.Bottom:0.#}V{to.Y:0.#}\" marker-end=\"url(#arrow)\"/>\n"));
        }

        foreach (SvgRail rail in layout.Rails)
        {
            AppendRail(svg, layout, rail);
        }

        foreach (GraphVertex vertex in graph.Vertices)
        {
            AppendVertex(svg, vertex, layout.BoxOf(vertex));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendStyle(StringBuilder svg) => svg.Append("""
          <defs>
            <marker id="arrow" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" fill="#57606a"/></marker>
          </defs>
          <style>
            .page { fill: #ffffff } .name { font-size: 15px; font-weight: bold; fill: #1f2328 }
            .frame { fill: #f6f8fa; stroke: #c9d1d9 } .inner { fill: #ffffff } .title { font-weight: bold; fill: #1f2328 }
            .figures, .shape { fill: #57606a; text-anchor: end } .label { fill: #1f2328 }
            .line { fill: none; stroke: #57606a } .rail { fill: none; stroke: #8c6bb1; stroke-width: 1.2 }
            .box { stroke: #8c959f } .port { fill: #eaeef2 } .weighted { fill: #dbe9fb } .pool { fill: #e2f2dd } .join { fill: #fdecc8 } .other { fill: #ffffff }
          </style>

        """.ReplaceLineEndings("\n"));

    private static void AppendFrame(StringBuilder svg, GraphFrame frame, Box box)
    {
        string kind = frame.IsStage ? "frame" : "frame inner";
        svg.Append(Invariant($"  <rect class=\"{kind}\" x=\"{box.X:0.#}\" y=\"{box.Y:0.#}\" width=\"{box.Width:0.#}\" height=\"{box.Height:0.#}\" rx=\"6\"/>\n"));
        svg.Append(Invariant($"  <text class=\"title\" x=\"{box.X + 8:0.#}\" y=\"{box.Y + 15:0.#}\">{Escape(frame.Label)}</text>\n"));
        svg.Append(Invariant($"  <text class=\"figures\" x=\"{box.Right - 8:0.#}\" y=\"{box.Y + 15:0.#}\">{Escape(SvgLayout.FiguresOf(frame))}</text>\n"));
    }

    private static void AppendRail(StringBuilder svg, SvgLayout layout, SvgRail rail)
    {
        Box from = layout.BoxOf(rail.From);

        // It leaves below the middle and arrives above it, so that the two never lie on each other.
        double start = from.MiddleY + 5;
        double end = layout.BoxOf(rail.To[^1]).MiddleY - 5;
        svg.Append(Invariant($"  <path class=\"rail\" d=\"M{from.Right:0.#} {start:0.#}H{rail.X:0.#}V{end:0.#}\"/>\n"));
        foreach (GraphVertex target in rail.To)
        {
            Box to = layout.BoxOf(target);
            svg.Append(Invariant($"  <path class=\"rail\" d=\"M{rail.X:0.#} {to.MiddleY - 5:0.#}H{to.Right:0.#}\" marker-end=\"url(#arrow)\"/>\n"));
        }
    }

    private static void AppendVertex(StringBuilder svg, GraphVertex vertex, Box box)
    {
        string kind = vertex.Kind.ToString().ToLowerInvariant();
        svg.Append("  <g>\n");
        svg.Append(Invariant($"    <title>{Escape(vertex.Path)}: {Figures.Exact(vertex.Costs.Params)} params, {Figures.Exact(vertex.Costs.Macs)} macs</title>\n"));
        svg.Append(Invariant($"    <rect class=\"box {kind}\" x=\"{box.X:0.#}\" y=\"{box.Y:0.#}\" width=\"{box.Width:0.#}\" height=\"{box.Height:0.#}\" rx=\"4\"/>\n"));
        svg.Append(Invariant($"    <text class=\"label\" x=\"{box.X + 8:0.#}\" y=\"{box.MiddleY + 4:0.#}\">{Escape(vertex.Label)}</text>\n"));
        svg.Append(Invariant($"    <text class=\"shape\" x=\"{box.Right - 8:0.#}\" y=\"{box.MiddleY + 4:0.#}\">{vertex.Shape}</text>\n"));
        svg.Append("  </g>\n");
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
