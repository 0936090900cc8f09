namespace ArchDsl.Cli.Pictures.Layout;

/// <summary>
/// Places cells sideways. The trunk, the longest way through the frame, is one straight line at 0; every other way that can be
/// straight is, and stands as near to the trunk as the widest cell beside it allows.
/// </summary>
internal sealed class Alignment
{
    private const double Gap = 14;
    private const double BendGap = 4;

    private readonly List<List<Cell>> _rows;
    private readonly Dictionary<Cell, Cell> _below = [];
    private readonly Dictionary<Cell, Cell> _above = [];
    private readonly Dictionary<Cell, int> _column = [];

    private Alignment(List<List<Cell>> rows) => _rows = rows;

    /// <summary>Sets every cell's X; <paramref name="trunk"/> is at 0.</summary>
    public static void Place(List<List<Cell>> rows, IReadOnlyList<Cell> trunk)
    {
        var alignment = new Alignment(rows);
        alignment.Align(trunk);
        alignment.Compact(trunk);
    }

    /// <summary>The longest way through the rows, through cells rather than past them.</summary>
    public static IReadOnlyList<Cell> Trunk(List<List<Cell>> rows)
    {
        Cell cell = rows[^1].FirstOrDefault(c => c.Kind == CellKind.Out) ?? rows[^1][0];
        var trunk = new List<Cell> { cell };
        while (cell.Ins.Count > 0)
        {
            // A source in the middle (a second input) leads nowhere further up.
            cell = cell.Ins.Select(l => l.From).OrderBy(c => c.Ins.Count == 0 && c.Rank > 0 ? 2 : c.Kind == CellKind.Bend ? 1 : 0).First();
            trunk.Add(cell);
        }

        trunk.Reverse();
        return trunk;
    }

    private void Align(IReadOnlyList<Cell> trunk)
    {
        for (int i = 1; i < trunk.Count; i++)
        {
            Join(trunk[i - 1], trunk[i]);
        }

        Link[] links = [.. _rows.SelectMany(r => r).SelectMany(c => c.Outs)];
        foreach (Link link in links.OrderBy(l => (l.From.Kind == CellKind.Bend ? 0 : 1) + (l.To.Kind == CellKind.Bend ? 0 : 1)))
        {
            if (!_below.ContainsKey(link.From) && !_above.ContainsKey(link.To) && !CrossesAlignment(link))
            {
                Join(link.From, link.To);
            }
        }
    }

    private void Join(Cell upper, Cell lower)
    {
        _below[upper] = lower;
        _above[lower] = upper;
    }

    private bool CrossesAlignment(Link link)
    {
        foreach (Cell cell in _rows[link.From.Rank])
        {
            if (_below.TryGetValue(cell, out Cell? lower) && (cell.Order - link.From.Order) * (lower.Order - link.To.Order) < 0)
            {
                return true;
            }
        }

        return false;
    }

    // Columns are what is aligned. Rows say which column stands left of which; the trunk's is in every row, so that each other
    // lies on one side of it.
    private void Compact(IReadOnlyList<Cell> trunk)
    {
        var columns = new List<List<Cell>>();
        foreach (Cell top in _rows.SelectMany(r => r).Where(c => !_above.ContainsKey(c)))
        {
            var column = new List<Cell>();
            for (Cell? cell = top; cell is not null; cell = _below.GetValueOrDefault(cell))
            {
                _column[cell] = columns.Count;
                column.Add(cell);
            }

            columns.Add(column);
        }

        int middle = _column[trunk[0]];
        var x = new double?[columns.Count];
        x[middle] = 0;
        Spread(columns, x, toRight: true);
        Spread(columns, x, toRight: false);
    }

    private void Spread(List<List<Cell>> columns, double?[] x, bool toRight)
    {
        var met = new HashSet<int>();
        for (int i = 0; i < columns.Count; i++)
        {
            Resolve(i);
        }

        // Walks from neighbour to neighbour towards the trunk; rows without the trunk end where nothing stands beside.
        double? Resolve(int column)
        {
            if (x[column] is { } known)
            {
                return known;
            }

            // What stands on the other side of the trunk has no place yet, and is asked only once.
            if (!met.Add(column))
            {
                return null;
            }

            double? place = null;
            foreach (Cell cell in columns[column])
            {
                int beside = cell.Order + (toRight ? -1 : 1);
                if (beside < 0 || beside >= _rows[cell.Rank].Count)
                {
                    continue;
                }

                Cell neighbour = _rows[cell.Rank][beside];
                if (Resolve(_column[neighbour]) is { } other)
                {
                    double gap = cell.Kind == CellKind.Bend || neighbour.Kind == CellKind.Bend ? BendGap : Gap;
                    double reach = toRight ? other + neighbour.Right + gap + cell.Left : other - neighbour.Left - gap - cell.Right;
                    place = place is null ? reach : toRight ? Math.Max(place.Value, reach) : Math.Min(place.Value, reach);
                }
            }

            x[column] = place;
            if (place is not null)
            {
                foreach (Cell cell in columns[column])
                {
                    cell.X = place.Value;
                }
            }

            return place;
        }
    }
}
