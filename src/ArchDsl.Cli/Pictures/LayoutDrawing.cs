using System.Globalization;
using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Pictures.Layout;

namespace ArchDsl.Cli.Pictures;

/// <summary>Draws what a layout has placed.</summary>
internal sealed class LayoutDrawing(SvgWriter svg, PictureScale scale)
{
    /// <summary>Draws a frame's inside with its anchor and top at a point.</summary>
    public void Draw(FrameLayout layout, double x, double y)
    {
        foreach (Cell cell in layout.Cells.Where(c => c.Kind == CellKind.Frame))
        {
            DrawFrame(cell, x + cell.X, y + cell.Y);
        }

        foreach (Route route in layout.Routes)
        {
            RouteDrawing.Draw(svg, route, x, y);
        }

        foreach (Cell cell in layout.Cells.Where(c => c.Kind is CellKind.In or CellKind.Out))
        {
            svg.Leaf("path", ("class", "line"), ("d", $"M{SvgWriter.Number(x + cell.X)} {SvgWriter.Number(y + cell.Y)}v{SvgWriter.Number(cell.BoxHeight)}"));
        }

        foreach (Cell cell in layout.Cells.Where(c => c.Kind == CellKind.Leaf))
        {
            DrawVertex(cell, x + cell.X, y + cell.Y);
        }
    }

    private void DrawFrame(Cell cell, double x, double y)
    {
        var frame = (GraphFrame)cell.Item!;
        double stack = frame.Repeat > 1 ? 2 * PictureScale.StackStep : 0;
        double left = x - cell.Left;
        double width = cell.Left + cell.Right - stack;
        string kind = frame.IsStage ? "frame stage" : "frame";
        svg.Open("g");
        for (double step = stack; step >= 0; step -= PictureScale.StackStep)
        {
            svg.Leaf("rect", ("class", kind), ("x", left + step), ("y", y + step), ("width", width), ("height", cell.BoxHeight), ("rx", 5.0));
        }

        (string title, string figures) = FrameText.Of(frame);
        string halo = frame.IsStage ? "halo stage-halo" : "halo";

        // What enters beside the trunk may run here: the words lie over it.
        Draw(cell.Inner!, x, y);
        svg.Text("text", title, ("class", $"{halo} title"), ("x", left + 9), ("y", y + 16));
        svg.Text("text", figures, ("class", $"{halo} faint end"), ("x", left + width - 9), ("y", y + 15));
        svg.Close("g");
    }

    private void DrawVertex(Cell cell, double x, double y)
    {
        var vertex = (GraphVertex)cell.Item!;
        svg.Open("g", ("class", "vertex"), ("data-path", vertex.Path));
        svg.Text("title", Tooltip(vertex));
        if (cell.IsJunction)
        {
            DrawJunction(vertex, x, y);
        }
        else
        {
            string step = string.Create(CultureInfo.InvariantCulture, $"box q{Ramp.StepOf(vertex.Costs.Macs, scale.MostMacs)}");
            svg.Leaf("rect", ("class", step), ("x", x - (cell.BoxWidth / 2)), ("y", y), ("width", cell.BoxWidth), ("height", cell.BoxHeight), ("rx", 1.5));
        }

        DrawText(cell, vertex, x, y);
        svg.Close("g");
    }

    private void DrawText(Cell cell, GraphVertex vertex, double x, double y)
    {
        VertexText text = VertexText.Of(vertex, [.. cell.Ins.Select(l => l.Tensor)], scale.Level);
        double label = x + (cell.BoxWidth / 2) + PictureScale.LabelGap;
        double first = y + (cell.BoxHeight / 2) + 4 - ((text.Lines.Count - 1) * PictureScale.LineHeight / 2);
        for (int i = 0; i < text.Lines.Count && !cell.IsJunction; i++)
        {
            string kind = text.Lines.Count == 1 ? "label" : i == 0 ? "label strong" : "faint";
            svg.Text("text", text.Lines[i], ("class", kind), ("x", label), ("y", first + (i * PictureScale.LineHeight)));
        }

        if (text.Shape.Length > 0)
        {
            svg.Text("text", text.Shape, ("class", "faint shape"), ("x", x + 5), ("y", y + cell.BoxHeight + 11));
        }
    }

    private void DrawJunction(GraphVertex vertex, double x, double y)
    {
        const double radius = Routing.JunctionRadius;
        svg.Leaf("circle", ("class", "box joint"), ("cx", x), ("cy", y + radius), ("r", radius));
        string sign = vertex.Op switch { "multiply" => "×", "max" => "↑", "partial_add" => "∔", _ => "+" };
        svg.Text("text", sign, ("class", "middle"), ("x", x), ("y", y + radius + 4));
    }

    private static string Tooltip(GraphVertex vertex) =>
        $"{vertex.Path}: {vertex.Op}{vertex.Details}, {VertexText.ShapeText(vertex)}, {Figures.Exact(vertex.Costs.Params)} params, {Figures.Exact(vertex.Costs.Macs)} macs";
}
