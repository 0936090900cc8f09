using System.Text;

namespace ArchDsl.Cli.Reports;

/// <summary>Writes HTML: every text and attribute escaped, one element a line.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>An opening tag on a line of its own.</summary>
    public void Open(string element, params (string Name, string Value)[] attributes)
    {
        Tag(element, attributes);
        _text.Append('\n');
    }

    public void Close(string element) => _text.Append("</").Append(element).Append(">\n");

    /// <summary>An element that holds text alone.</summary>
    public void Text(string element, string content, params (string Name, string Value)[] attributes) =>
        Element(element, Markup.Escape(content), attributes);

    /// <summary>An element around markup that is known to be right.</summary>
    public void Element(string element, string markup, params (string Name, string Value)[] attributes)
    {
        Tag(element, attributes);
        _text.Append(markup).Append("</").Append(element).Append(">\n");
    }

    /// <summary>An element without content.</summary>
    public void Void(string element, params (string Name, string Value)[] attributes)
    {
        Tag(element, attributes);
        _text.Append('\n');
    }

    /// <summary>Markup that is known to be right.</summary>
    public void Raw(string markup) => _text.Append(markup);

    public override string ToString() => _text.ToString();

    private void Tag(string element, (string Name, string Value)[] attributes)
    {
        _text.Append('<').Append(element);
        foreach ((string name, string value) in attributes)
        {
            _text.Append(' ').Append(name).Append("=\"").Append(Markup.Escape(value)).Append('"');
        }

        _text.Append('>');
    }
}
