using System.Text;

namespace ArchDsl.Cli.Summaries;

/// <summary>A table of text: as aligned columns for a terminal or as Markdown.</summary>
internal sealed class TextTable
{
    private readonly (string Title, bool IsNumber)[] _columns;
    private readonly List<string[]> _rows = [];

    /// <summary>Names the columns; those that start with <c>&gt;</c> hold numbers and align right.</summary>
    public TextTable(params string[] columns) =>
        _columns = columns.Select(c => c.StartsWith('>') ? (c[1..], true) : (c, false)).ToArray();

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Columns two blanks apart, no blanks at the end of a line.</summary>
    public void WriteAligned(StringBuilder text, Style style)
    {
        int[] widths = _columns.Select((c, i) => _rows.Select(r => r[i].Length).Append(c.Title.Length).Max()).ToArray();
        text.Append(style.Bold(Line(_columns.Select(c => c.Title).ToArray(), widths))).Append('\n');
        foreach (string[] row in _rows)
        {
            text.Append(Line(row, widths)).Append('\n');
        }
    }

    /// <summary>A pipe table, padded so that the text reads well too.</summary>
    public void WriteMarkdown(StringBuilder text)
    {
        string[] titles = _columns.Select(c => c.Title).ToArray();
        string[][] rows = _rows.Select(r => r.Select(Escape).ToArray()).ToArray();
        int[] widths = _columns.Select((c, i) => rows.Select(r => r[i].Length).Append(Math.Max(3, c.Title.Length)).Max()).ToArray();
        text.Append(Pipes(titles, widths));
        text.Append("| ").AppendJoin(" | ", _columns.Select((c, i) => c.IsNumber ? new string('-', widths[i] - 1) + ":" : new string('-', widths[i]))).Append(" |\n");
        foreach (string[] row in rows)
        {
            text.Append(Pipes(row, widths));
        }
    }

    private string Line(string[] cells, int[] widths) => string.Join("  ", cells.Select((c, i) => Pad(c, widths, i))).TrimEnd();

    private string Pipes(string[] cells, int[] widths) => "| " + string.Join(" | ", cells.Select((c, i) => Pad(c, widths, i))) + " |\n";

    private string Pad(string cell, int[] widths, int column) =>
        _columns[column].IsNumber ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]);

    private static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);
}
