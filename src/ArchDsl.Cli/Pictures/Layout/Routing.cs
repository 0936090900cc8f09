using ArchDsl.Cli.Graphs;

namespace ArchDsl.Cli.Pictures.Layout;

/// <summary>A corner or end of a line.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A link as a line of vertical and horizontal pieces.</summary>
internal sealed record Route(Link Link, IReadOnlyList<Point> Points);

/// <summary>Places rows below each other and leads lines through the gaps between them, each horizontal piece on a track of its own.</summary>
internal sealed class Routing
{
    /// <summary>The radius of an add or multiply.</summary>
    public const double JunctionRadius = 7;

    private const double TrackHeight = 5;
    private const double Approach = 9;
    private const double Departure = 5;
    private const double PlainGap = 13;

    private readonly List<List<Cell>> _rows;
    private readonly Dictionary<Link, Point> _sideways = [];
    private readonly List<Route> _routes = [];

    private Routing(List<List<Cell>> rows) => _rows = rows;

    /// <summary>Sets every cell's Y.</summary>
    public static IReadOnlyList<Route> Of(List<List<Cell>> rows)
    {
        var routing = new Routing(rows);
        routing.FindSideEntries();
        routing.Run();
        return routing._routes;
    }

    // A way past a sum enters it from its side, where nothing stands between.
    private void FindSideEntries()
    {
        foreach (Cell junction in _rows.SelectMany(r => r).Where(c => c.IsJunction))
        {
            foreach (IGrouping<bool, Link> side in junction.Ins.Where(l => Math.Abs(ExitOf(l) - junction.X) > 1).GroupBy(l => ExitOf(l) < junction.X))
            {
                Link link = side.MinBy(l => Math.Abs(ExitOf(l) - junction.X))!;
                double x = ExitOf(link);
                (double from, double to) = (Math.Min(x, junction.X) - 3, Math.Max(x, junction.X) + 3);
                if (!_rows[junction.Rank].Any(c => c != junction && c.X + c.Right > from && c.X - c.Left < to))
                {
                    _sideways[link] = new Point(junction.X + (side.Key ? -JunctionRadius : JunctionRadius), JunctionRadius);
                }
            }
        }
    }

    private void Run()
    {
        double y = 0;
        for (int i = 0; i < _rows.Count; i++)
        {
            double height = _rows[i].Max(c => Math.Max(c.Height, c.BoxHeight));
            foreach (Cell cell in _rows[i])
            {
                cell.Y = y;
                if (cell.Kind is CellKind.Bend)
                {
                    cell.BoxHeight = height;
                }
            }

            double bottom = y + height;
            Link[] links = [.. _rows[i].SelectMany(c => c.Outs)];
            Dictionary<Link, int> tracks = Tracks(links);
            int count = tracks.Count == 0 ? 0 : tracks.Values.Max() + 1;
            y = bottom + (count == 0 ? PlainGap : Departure + ((count - 1) * TrackHeight) + Approach);
            foreach (Link link in links)
            {
                double? track = tracks.TryGetValue(link, out int t) ? bottom + Departure + (t * TrackHeight) : null;
                _routes.Add(new Route(link, [.. Points(link, track, y)]));
            }
        }
    }

    private IEnumerable<Point> Points(Link link, double? track, double next)
    {
        (double from, double to) = (ExitOf(link), EntryOf(link));
        yield return new Point(from, link.From.Kind == CellKind.Bend ? link.From.Y : link.From.Bottom);
        if (_sideways.TryGetValue(link, out Point side))
        {
            yield return new Point(from, next + side.Y);
            yield return new Point(side.X, next + side.Y);
            yield break;
        }

        if (track is { } y)
        {
            yield return new Point(from, y);
            yield return new Point(to, y);
        }

        yield return new Point(to, next);
    }

    // Lines to the right are placed from the right, so that nested ones do not cross; then those to the left.
    private Dictionary<Link, int> Tracks(IReadOnlyList<Link> links)
    {
        var tracks = new Dictionary<Link, int>();
        var taken = new List<(double From, double To, int Track)>();
        var groups = links.Where(l => !_sideways.ContainsKey(l) && Math.Abs(ExitOf(l) - EntryOf(l)) > 0.5)
            .GroupBy(l => (l.From, l.Tensor.Id, ToRight: EntryOf(l) > ExitOf(l)))
            .Select(g => (g.Key.ToRight, Start: ExitOf(g.First()), Links: g.ToArray(), From: g.Min(l => Math.Min(ExitOf(l), EntryOf(l))), To: g.Max(l => Math.Max(ExitOf(l), EntryOf(l)))));
        foreach (var group in groups.OrderBy(g => g.ToRight ? 0 : 1).ThenBy(g => g.ToRight ? -g.Start : g.Start))
        {
            int track = taken.Where(t => t.From < group.To + 3 && t.To > group.From - 3).Select(t => t.Track + 1).DefaultIfEmpty(0).Max();
            taken.Add((group.From, group.To, track));
            foreach (Link link in group.Links)
            {
                tracks[link] = track;
            }
        }

        return tracks;
    }

    private static double ExitOf(Link link) =>
        link.From.X + (link.From.Inner is { } inner ? inner.ExitOf(link.Tensor) : 0);

    private static double EntryOf(Link link) =>
        link.To.X + (link.To.Inner is { } inner ? inner.EntryOf(link.Tensor) : ShareOf(link));

    // A concat is entered where the channels come to lie, another box by each line at a place of its own.
    private static double ShareOf(Link link)
    {
        Cell cell = link.To;
        if (cell.Item is not GraphVertex vertex || cell.Ins.Count < 2 || cell.IsJunction)
        {
            return 0;
        }

        if (vertex.Op != "concat")
        {
            return SpreadOf(link);
        }

        double whole = cell.Ins.Sum(l => (double)l.Tensor.Shape.Channels);
        double before = cell.Ins.TakeWhile(l => l != link).Sum(l => (double)l.Tensor.Shape.Channels);
        double width = cell.BoxWidth - 2;
        return width < 4 * cell.Ins.Count ? 0 : (((before + (link.Tensor.Shape.Channels / 2.0)) / whole) - 0.5) * width;
    }

    // From the middle outwards: what comes from further left enters further left.
    private static double SpreadOf(Link link)
    {
        Cell cell = link.To;
        double from = ExitOf(link) - cell.X;
        int side = Math.Abs(from) < 1 ? 0 : Math.Sign(from);
        int nearer = cell.Ins.Count(l => l != link && (ExitOf(l) - cell.X) * side is > 0 and double reach && reach < Math.Abs(from));
        double step = Math.Min(10, (cell.BoxWidth / 2) / (cell.Ins.Count + 1));
        return step < 3 ? 0 : side * (nearer + 1) * step;
    }
}
