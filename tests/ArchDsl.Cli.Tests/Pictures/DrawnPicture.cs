using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ArchDsl.Cli.Tests.Pictures;

/// <summary>A box read back from a drawing.</summary>
internal readonly record struct DrawnBox(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    /// <summary>Whether both have a pixel in common, edges aside.</summary>
    public bool Meets(DrawnBox other) =>
        X < other.Right - 0.3 && other.X < Right - 0.3 && Y < other.Bottom - 0.3 && other.Y < Bottom - 0.3;

    public bool Holds(DrawnBox other) =>
        other.X >= X - 0.1 && other.Right <= Right + 0.1 && other.Y >= Y - 0.1 && other.Bottom <= Bottom + 0.1;
}

/// <summary>An SVG picture read back as a browser would: boxes, lines and words with their places.</summary>
internal sealed partial class DrawnPicture
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public DrawnPicture(string svg)
    {
        Root = XDocument.Parse(svg).Root!;
        Page = new DrawnBox(0, 0, Number(Root, "width"), Number(Root, "height"));
        Vertices = [.. Named("g", "vertex").Select(g => ((string)g.Attribute("data-path")!, Figure(g)))];
        Frames = [.. Named("rect", "frame").Select(Rect)];
        Lines = [.. Named("path", "line").Where(p => p.Parent!.Attribute("class")?.Value != "legend").SelectMany(Pieces)];
    }

    public XElement Root { get; }

    public DrawnBox Page { get; }

    public IReadOnlyList<(string Path, DrawnBox Box)> Vertices { get; }

    public IReadOnlyList<DrawnBox> Frames { get; }

    /// <summary>The straight pieces of all lines.</summary>
    public IReadOnlyList<DrawnBox> Lines { get; }

    public IEnumerable<string> Words => Root.Descendants(Svg + "text").Select(t => t.Value);

    public IEnumerable<XElement> Named(string element, string kind) =>
        Root.Descendants(Svg + element).Where(e => (e.Attribute("class")?.Value ?? "").Split(' ').Contains(kind));

    private static DrawnBox Figure(XElement vertex)
    {
        if (vertex.Element(Svg + "rect") is { } rect)
        {
            return Rect(rect);
        }

        XElement circle = vertex.Element(Svg + "circle")!;
        double radius = Number(circle, "r");
        return new DrawnBox(Number(circle, "cx") - radius, Number(circle, "cy") - radius, 2 * radius, 2 * radius);
    }

    private static DrawnBox Rect(XElement rect) => new(Number(rect, "x"), Number(rect, "y"), Number(rect, "width"), Number(rect, "height"));

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    // Corners are curves whose control point is the corner itself: taken as straight they cover a little more.
    private static IEnumerable<DrawnBox> Pieces(XElement path)
    {
        (double x, double y) = (0, 0);
        foreach (Match match in Command().Matches(path.Attribute("d")!.Value))
        {
            double[] numbers = [.. match.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
            IEnumerable<(double, double)> points = match.Groups[1].Value == "v" ? [(x, y + numbers[0])] : numbers.Chunk(2).Select(p => (p[0], p[1]));
            foreach ((double nextX, double nextY) in points)
            {
                if (match.Groups[1].Value != "M")
                {
                    yield return new DrawnBox(Math.Min(x, nextX), Math.Min(y, nextY), Math.Abs(nextX - x), Math.Abs(nextY - y));
                }

                (x, y) = (nextX, nextY);
            }
        }
    }

    [GeneratedRegex("([MLQv])([^MLQvz]*)")]
    private static partial Regex Command();
}
