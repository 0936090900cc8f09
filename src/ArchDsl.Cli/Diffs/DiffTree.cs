using System.Globalization;
using System.Text;
using ArchDsl.Cli.Graphs;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Diffs;

/// <summary>The trees of two networks in two columns, what belongs together on one line.</summary>
internal static class DiffTree
{
    public static void Write(StringBuilder text, NetworkDiff diff, Style style, string left, string right)
    {
        var rows = new List<Row>();
        foreach (DiffNode node in diff.Structure)
        {
            Add(rows, node, 0);
        }

        int leftWidth = Math.Max(left.Length, rows.Max(r => r.Left.Length));
        int rightWidth = Math.Max(right.Length, rows.Max(r => r.Right.Length));
        int paramsWidth = Math.Max("params".Length, rows.Max(r => r.Params.Length));
        int macsWidth = Math.Max("macs".Length, rows.Max(r => r.Macs.Length));
        text.Append(style.Bold(Line(new Row(Change.Same, ' ', left, right, "params", "macs")))).Append('\n');
        foreach (Row row in rows)
        {
            string line = Line(row);
            text.Append(row.Change switch
            {
                Change.Removed => style.Red(line),
                Change.Added => style.Green(line),
                Change.Changed => line,
                _ => style.Dim(line),
            }).Append('\n');
        }

        string Line(Row row) =>
            $"{row.Mark} {row.Left.PadRight(leftWidth)}  {row.Right.PadRight(rightWidth)}  {row.Params.PadLeft(paramsWidth)}  {row.Macs.PadLeft(macsWidth)}".TrimEnd();
    }

    private static void Add(List<Row> rows, DiffNode node, int depth)
    {
        (Costs a, Costs b) = (CostsOf(node, n => n.Left), CostsOf(node, n => n.Right));
        char mark = node.Change switch { Change.Removed => '-', Change.Added => '+', Change.Changed => '~', _ => ' ' };
        rows.Add(new Row(node.Change, mark, TextOf(node.Left, depth), TextOf(node.Right, depth), Delta.Short(a.Params, b.Params), Delta.Short(a.Macs, b.Macs)));
        foreach (DiffNode part in node.Parts)
        {
            Add(rows, part, depth + 1);
        }
    }

    private static string TextOf(GraphItem? item, int depth)
    {
        if (item is null)
        {
            return "";
        }

        string times = item.Repeat == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ×{item.Repeat}");
        return $"{new string(' ', 2 * depth)}{item.Label}{times} {ShapeOf(item)}";
    }

    private static Shape ShapeOf(GraphItem item) => item is GraphFrame frame ? frame.Shape : ((GraphVertex)item).Shape;

    // What was put around something is compared with that.
    private static Costs CostsOf(DiffNode node, Func<DiffNode, GraphItem?> side) => side(node) switch
    {
        GraphFrame frame => frame.Costs,
        GraphVertex vertex => vertex.Costs,
        _ => node.Parts.Aggregate(default(Costs), (sum, part) => sum + CostsOf(part, side)),
    };

    private sealed record Row(Change Change, char Mark, string Left, string Right, string Params, string Macs);
}
