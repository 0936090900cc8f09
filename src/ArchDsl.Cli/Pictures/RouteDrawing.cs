using System.Text;
using ArchDsl.Cli.Pictures.Layout;

namespace ArchDsl.Cli.Pictures;

/// <summary>Draws a link: straight pieces, round corners, a tip where it arrives.</summary>
internal static class RouteDrawing
{
    private const double Radius = 5;
    private const double TipLength = 6;
    private const double TipWidth = 3;

    public static void Draw(SvgWriter svg, Route route, double x, double y)
    {
        Point[] points = [.. route.Points.Select(p => new Point(p.X + x, p.Y + y))];
        bool arrives = route.Link.To.Kind == CellKind.Leaf;
        Point end = points[^1];
        Point before = points[^2];
        (double dx, double dy) = Direction(before, end);
        if (arrives)
        {
            points[^1] = new Point(end.X - (dx * TipLength), end.Y - (dy * TipLength));
        }

        bool passes = route.Link.From.Kind == CellKind.Bend || route.Link.To.Kind == CellKind.Bend;
        svg.Leaf("path", ("class", passes ? "line way" : "line"), ("d", PathOf(points)));
        if (arrives)
        {
            string tip = $"M{At(end)}L{At(new Point(end.X - (dx * TipLength) - (dy * TipWidth), end.Y - (dy * TipLength) - (dx * TipWidth)))}"
                + $"L{At(new Point(end.X - (dx * TipLength) + (dy * TipWidth), end.Y - (dy * TipLength) + (dx * TipWidth)))}z";
            svg.Leaf("path", ("class", passes ? "way tip" : "tip"), ("d", tip));
        }
    }

    /// <summary>A line through points whose pieces run along the axes, its corners round.</summary>
    public static string PathOf(IReadOnlyList<Point> points)
    {
        var path = new StringBuilder("M").Append(At(points[0]));
        for (int i = 1; i < points.Count - 1; i++)
        {
            double radius = Math.Min(Radius, Math.Min(Distance(points[i - 1], points[i]), Distance(points[i], points[i + 1])) / 2);
            (double dx, double dy) = Direction(points[i - 1], points[i]);
            (double ex, double ey) = Direction(points[i], points[i + 1]);
            path.Append('L').Append(At(new Point(points[i].X - (dx * radius), points[i].Y - (dy * radius))));
            path.Append('Q').Append(At(points[i])).Append(' ').Append(At(new Point(points[i].X + (ex * radius), points[i].Y + (ey * radius))));
        }

        return path.Append('L').Append(At(points[^1])).ToString();
    }

    private static double Distance(Point a, Point b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);

    // Lines run along the axes.
    private static (double X, double Y) Direction(Point from, Point to) => (Math.Sign(Math.Round(to.X - from.X, 3)), Math.Sign(Math.Round(to.Y - from.Y, 3)));

    private static string At(Point point) => $"{SvgWriter.Number(point.X)} {SvgWriter.Number(point.Y)}";
}
