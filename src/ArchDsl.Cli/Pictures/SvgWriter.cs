using System.Globalization;
using System.Text;

namespace ArchDsl.Cli.Pictures;

/// <summary>Writes elements of a drawing: numbers with at most one decimal, text escaped.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Open(string element, params (string Name, object Value)[] attributes)
    {
        Start(element, attributes);
        _text.Append(">\n");
        _depth++;
    }

    public void Close(string element)
    {
        _depth--;
        Indent().Append("</").Append(element).Append(">\n");
    }

    public void Leaf(string element, params (string Name, object Value)[] attributes)
    {
        Start(element, attributes);
        _text.Append("/>\n");
    }

    public void Text(string element, string content, params (string Name, object Value)[] attributes)
    {
        Start(element, attributes);
        _text.Append('>').Append(Escape(content)).Append("</").Append(element).Append(">\n");
    }

    /// <summary>A number as attributes have it.</summary>
    public static string Number(double value)
    {
        string text = Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    public override string ToString() => _text.ToString();

    private void Start(string element, (string Name, object Value)[] attributes)
    {
        Indent().Append('<').Append(element);
        foreach ((string name, object value) in attributes)
        {
            _text.Append(' ').Append(name).Append("=\"").Append(value is double number ? Number(number) : Escape((string)value)).Append('"');
        }
    }

    private StringBuilder Indent() => _text.Append(' ', 2 * _depth);

    private static string Escape(string text) => Markup.Escape(text);
}
