using System.Globalization;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Pictures;

/// <summary>The name, the figures and the legend above a drawing.</summary>
internal sealed class PictureHeader
{
    private const double Swatch = 18;
    private const double LegendTop = 54;
    private const double RulerLeft = 200;

    private readonly PictureScale _scale;
    private readonly string _figures;
    private readonly int _ruler;

    public PictureHeader(Network network, PictureScale scale)
    {
        _scale = scale;
        Costs total = Costs.Of(network.Nodes);
        string inputs = string.Join(", ", network.Inputs.Select(i => VertexText.ShapeText(i.Shape)));
        _figures = $"{Figures.Short(total.Params)} params · {Figures.Short(total.Macs)} macs · {Figures.Short(total.Acts)} acts at {inputs}";
        Title = network.Name;
        Description = $"{network.Name}: {_figures}. Stages: {string.Join(", ", network.Stages.Select(s => $"{s.Name} {s.Node.Shape}"))}.";
        _ruler = RulerChannels(scale.MostChannels);
        Width = Math.Max(TextWidth.Of(_figures, 11), Math.Max(TextWidth.Of(Title, 19, isBold: true), RulerLeft + Math.Max(scale.WidthOf(_ruler), 190)));
    }

    public string Title { get; }

    public string Description { get; }

    public double Width { get; }

    public double Height => LegendTop + 48;

    public void Draw(SvgWriter svg, double x, double y)
    {
        svg.Text("text", Title, ("class", "name"), ("x", x), ("y", y + 16));
        svg.Text("text", _figures, ("x", x), ("y", y + 35));
        double top = y + LegendTop;
        svg.Open("g", ("class", "legend"));
        for (int i = 1; i <= Ramp.OnLight.Count; i++)
        {
            svg.Leaf("rect", ("class", string.Create(CultureInfo.InvariantCulture, $"box q{i}")), ("x", x + ((i - 1) * Swatch)), ("y", top), ("width", Swatch), ("height", 9.0));
        }

        svg.Text("text", "0", ("class", "faint"), ("x", x), ("y", top + 20));
        svg.Text("text", $"{Figures.Short(_scale.MostMacs)} macs a box", ("class", "faint end"), ("x", x + (Ramp.OnLight.Count * Swatch)), ("y", top + 20));
        double left = x + RulerLeft;
        double right = left + _scale.WidthOf(_ruler);
        svg.Leaf("path", ("class", "line"), ("d", $"M{SvgWriter.Number(left)} {SvgWriter.Number(top)}v9M{SvgWriter.Number(left)} {SvgWriter.Number(top + 4.5)}H{SvgWriter.Number(right)}m0 -4.5v9"));
        svg.Text("text", string.Create(CultureInfo.InvariantCulture, $"{_ruler} channels; higher: a larger map"), ("class", "faint"), ("x", left), ("y", top + 20));
        svg.Close("g");
    }

    // A power of two that takes up to half of the widest box.
    private static int RulerChannels(int most)
    {
        int ruler = 1;
        while (ruler * 4 <= most)
        {
            ruler *= 2;
        }

        return ruler;
    }
}
