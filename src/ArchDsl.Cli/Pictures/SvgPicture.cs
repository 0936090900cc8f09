using ArchDsl.Cli.Graphs;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Pictures;

/// <summary>A network as a drawing for papers and pages: needs no font, script or style of its surroundings.</summary>
internal static class SvgPicture
{
    private const double Margin = 20;

    /// <summary>Draws a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="level">What a box stands for.</param>
    /// <param name="columns">How many columns at most, or 0 for as many as make a page.</param>
    public static string Render(Network network, GraphLevel level, int columns = 0)
    {
        LayerGraph graph = ConcatChains.Shorten(LayerGraph.Of(network, level));
        graph = level == GraphLevel.Block ? RepeatFolding.Fold(graph) : graph;
        var scale = new PictureScale(graph, level);
        var columnsDrawn = new ColumnsDrawing(graph, scale, columns);
        var header = new PictureHeader(network, scale);
        double width = Math.Max(columnsDrawn.Width, header.Width) + (2 * Margin);
        double height = header.Height + columnsDrawn.Height + (2 * Margin);

        var svg = new SvgWriter();
        svg.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height), ("viewBox", $"0 0 {SvgWriter.Number(width)} {SvgWriter.Number(height)}"), ("class", "picture"), ("role", "img"));
        svg.Text("title", header.Title);
        svg.Text("desc", header.Description);
        svg.Text("style", PictureStyle.Sheet);
        svg.Leaf("rect", ("class", "page"), ("width", width), ("height", height));
        header.Draw(svg, Margin, Margin);
        columnsDrawn.Draw(svg, (width - columnsDrawn.Width) / 2, Margin + header.Height);
        svg.Close("svg");
        return svg.ToString();
    }
}
