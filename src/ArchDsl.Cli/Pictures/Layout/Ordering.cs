using ArchDsl.Compiler.Graph;
using ArchDsl.Cli.Graphs;

namespace ArchDsl.Cli.Pictures.Layout;

/// <summary>Orders the cells of each row so that few lines cross: first as joins list what they read, then by sweeps over the rows.</summary>
internal static class Ordering
{
    private const int Sweeps = 8;

    public static void Arrange(List<List<Cell>> rows)
    {
        FromJoins(rows);
        long least = Crossings(rows);
        Cell[][] best = Copy(rows);
        for (int sweep = 0; sweep < Sweeps && least > 0; sweep++)
        {
            bool down = sweep % 2 == 0;
            for (int i = 1; i < rows.Count; i++)
            {
                int row = down ? i : rows.Count - 1 - i;
                List<Cell> sorted = [.. rows[row].OrderBy(c => Mean(c, down))];
                Put(rows, row, sorted);
            }

            long crossings = Crossings(rows);
            if (crossings < least)
            {
                least = crossings;
                best = Copy(rows);
            }
        }

        for (int row = 0; row < rows.Count; row++)
        {
            Put(rows, row, best[row]);
        }
    }

    /// <summary>How many pairs of lines cross.</summary>
    public static long Crossings(List<List<Cell>> rows)
    {
        long count = 0;
        foreach (List<Cell> row in rows)
        {
            (int From, int To)[] links = [.. row.SelectMany(c => c.Outs).Select(l => (l.From.Order, l.To.Order))];
            for (int i = 0; i < links.Length; i++)
            {
                for (int j = i + 1; j < links.Length; j++)
                {
                    count += (links[i].From - links[j].From) * (links[i].To - links[j].To) < 0 ? 1 : 0;
                }
            }
        }

        return count;
    }

    // A walk up from the results meets the parts of a concat in their order: that is the order from the left.
    // What merely passes by (a shortcut) keeps to the left of the labels.
    private static void FromJoins(List<List<Cell>> rows)
    {
        var ordered = rows.Select(_ => new List<Cell>()).ToList();
        var met = new HashSet<Cell>();
        foreach (Cell cell in Enumerable.Reverse(rows).SelectMany(r => r))
        {
            Visit(cell);
        }

        for (int row = 0; row < rows.Count; row++)
        {
            Put(rows, row, ordered[row]);
        }

        void Visit(Cell start)
        {
            var stack = new Stack<(Cell Cell, bool IsDone)>([(start, false)]);
            while (stack.Count > 0)
            {
                (Cell cell, bool isDone) = stack.Pop();
                if (isDone)
                {
                    ordered[cell.Rank].Add(cell);
                }
                else if (met.Add(cell))
                {
                    stack.Push((cell, true));
                    foreach (Link link in FromTheLeft(cell).Reverse())
                    {
                        stack.Push((link.From, false));
                    }
                }
            }
        }
    }

    private static IEnumerable<Link> FromTheLeft(Cell cell) =>
        cell.IsJunction ? cell.Ins.OrderBy(l => l.From.Kind == CellKind.Bend ? 0 : 1) : cell.Ins;

    private static double Mean(Cell cell, bool down)
    {
        List<Link> links = down ? cell.Ins : cell.Outs;
        return links.Count == 0 ? cell.Order : links.Average(l => down ? l.From.Order : l.To.Order);
    }

    private static Cell[][] Copy(List<List<Cell>> rows) => [.. rows.Select(r => r.ToArray())];

    private static void Put(List<List<Cell>> rows, int row, IReadOnlyList<Cell> cells)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            cells[i].Order = i;
        }

        rows[row] = [.. cells];
    }
}
