using System.Globalization;

namespace ArchDsl.Cli.Reports;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What is read.</param>
/// <param name="Value">What it is sorted by, where that is another thing.</param>
/// <param name="Share">How long a bar behind it is, from 0 to 1; none where null.</param>
internal readonly record struct HtmlCell(string Text, string? Value = null, double? Share = null)
{
    public static HtmlCell Number(long number, double? share = null) =>
        new(Figures.Exact(number), number.ToString(CultureInfo.InvariantCulture), share);

    public static HtmlCell Percent(long part, long whole) =>
        new(Figures.Share(part, whole), whole == 0 ? "0" : ((double)part / whole).ToString("R", CultureInfo.InvariantCulture));
}

/// <summary>A table with a head, a caption and rows whose first cell names them; wide ones scroll by themselves.</summary>
internal sealed class HtmlTable
{
    private readonly string _caption;
    private readonly (string Title, bool IsNumber)[] _columns;
    private readonly List<HtmlCell[]> _rows = [];

    /// <summary>Names the columns; those that start with <c>&gt;</c> hold numbers.</summary>
    public HtmlTable(string caption, params string[] columns)
    {
        _caption = caption;
        _columns = [.. columns.Select(c => c.StartsWith('>') ? (c[1..], true) : (c, false))];
    }

    public void Add(params HtmlCell[] cells) => _rows.Add(cells);

    public void Write(HtmlWriter html, string kind)
    {
        // A region that scrolls is reached by the keyboard.
        html.Open("div", ("class", "scroll"), ("role", "region"), ("aria-label", _caption), ("tabindex", "0"));
        html.Open("table", ("class", kind));
        html.Text("caption", _caption);
        html.Raw("<thead><tr>\n");
        foreach ((string title, bool isNumber) in _columns)
        {
            html.Text("th", title, isNumber ? [("scope", "col"), ("class", "number")] : [("scope", "col")]);
        }

        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (HtmlCell[] row in _rows)
        {
            html.Raw("<tr>\n");
            for (int i = 0; i < row.Length; i++)
            {
                WriteCell(html, row[i], i);
            }

            html.Raw("</tr>\n");
        }

        html.Raw("</tbody>\n</table>\n</div>\n");
    }

    private void WriteCell(HtmlWriter html, HtmlCell cell, int column)
    {
        string element = column == 0 ? "th" : "td";
        var attributes = new List<(string, string)>();
        if (column == 0)
        {
            attributes.AddRange([("scope", "row"), ("class", "path")]);
        }
        else if (_columns[column].IsNumber)
        {
            attributes.Add(("class", cell.Share is null ? "number" : "number bar"));
        }

        if (cell.Value is { } value)
        {
            attributes.Add(("data-value", value));
        }

        html.Element(element, Content(cell, isPath: column == 0), [.. attributes]);
    }

    // A path may break behind its dots.
    private static string Content(HtmlCell cell, bool isPath)
    {
        string text = Markup.Escape(cell.Text);
        return isPath ? text.Replace(".", ".<wbr>", StringComparison.Ordinal)
            : cell.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"{text}<i style=\"width:{100 * share:0.#}%\"></i>")
            : text;
    }
}
