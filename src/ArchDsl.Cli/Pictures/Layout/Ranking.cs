namespace ArchDsl.Cli.Pictures.Layout;

/// <summary>Gives every cell its row, then puts a bend in every row that a tensor passes.</summary>
internal static class Ranking
{
    /// <summary>The rows from the top; <paramref name="cells"/> come in the order of execution.</summary>
    public static List<List<Cell>> Of(IReadOnlyList<Cell> cells, double bendMargin)
    {
        foreach (Cell cell in cells)
        {
            cell.Rank = cell.Ins.Count == 0 ? 0 : 1 + cell.Ins.Max(l => l.From.Rank);
        }

        int last = cells.Max(c => c.Rank);
        foreach (Cell cell in cells)
        {
            if (cell.Kind == CellKind.Out)
            {
                cell.Rank = last;
            }
            else if (cell.Ins.Count == 0 && cell.Kind != CellKind.In && cell.Outs.Count > 0)
            {
                cell.Rank = cell.Outs.Min(l => l.To.Rank) - 1;
            }
        }

        var rows = Enumerable.Range(0, last + 1).Select(_ => new List<Cell>()).ToList();
        foreach (Cell cell in cells)
        {
            rows[cell.Rank].Add(cell);
        }

        foreach (Cell cell in cells)
        {
            AddBends(cell, rows, bendMargin);
        }

        return rows;
    }

    // Readers of one tensor share its way down.
    private static void AddBends(Cell cell, List<List<Cell>> rows, double margin)
    {
        foreach (IGrouping<string, Link> tensor in cell.Outs.ToArray().GroupBy(l => l.Tensor.Id))
        {
            Cell above = cell;
            foreach (Link link in tensor.OrderBy(l => l.To.Rank))
            {
                while (above.Rank < link.To.Rank - 1)
                {
                    var bend = new Cell(CellKind.Bend, link.Tensor) { Rank = above.Rank + 1, Left = margin, Right = margin };
                    rows[bend.Rank].Add(bend);
                    var step = new Link(above, bend, link.Tensor);
                    above.Outs.Add(step);
                    bend.Ins.Add(step);
                    above = bend;
                }

                if (above == cell)
                {
                    continue;
                }

                var end = new Link(above, link.To, link.Tensor);
                cell.Outs.Remove(link);
                above.Outs.Add(end);
                link.To.Ins[link.To.Ins.IndexOf(link)] = end;
            }
        }
    }
}
