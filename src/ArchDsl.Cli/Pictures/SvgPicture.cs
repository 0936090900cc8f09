using ArchDsl.Cli.Graphs;
using ArchDsl.Cli.Pictures.Layout;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Pictures;

/// <summary>A network as a drawing for papers and pages: needs no font, script or style of its surroundings.</summary>
internal static class SvgPicture
{
    private const double Margin = 20;

    public static string Render(Network network, GraphLevel level)
    {
        LayerGraph graph = ConcatChains.Shorten(LayerGraph.Of(network, level));
        graph = level == GraphLevel.Block ? RepeatFolding.Fold(graph) : graph;
        var scale = new PictureScale(graph, level);
        FrameLayout layout = LayoutBuilder.Build(graph, scale);
        var header = new PictureHeader(network, scale);
        double content = layout.Left + layout.Right;
        double width = Math.Max(content, header.Width) + (2 * Margin);
        double height = header.Height + layout.Height + (2 * Margin);

        var svg = new SvgWriter();
        svg.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height), ("viewBox", $"0 0 {SvgWriter.Number(width)} {SvgWriter.Number(height)}"), ("class", "picture"), ("role", "img"));
        svg.Text("title", header.Title);
        svg.Text("desc", header.Description);
        svg.Text("style", PictureStyle.Sheet);
        svg.Leaf("rect", ("class", "page"), ("width", width), ("height", height));
        header.Draw(svg, Margin, Margin);
        new LayoutDrawing(svg, scale).Draw(layout, ((width - content) / 2) + layout.Left, Margin + header.Height);
        svg.Close("svg");
        return svg.ToString();
    }
}
