using System.Text;

namespace ArchDsl.Compiler.Syntax.Formatting;

/// <summary>Writes lines and knows the column.</summary>
internal sealed class LineWriter(string newLine)
{
    private readonly StringBuilder _text = new();

    /// <summary>How many characters the current line has.</summary>
    public int Column { get; private set; }

    /// <summary>How far the current line is indented.</summary>
    public int Indent { get; private set; }

    /// <summary>Counts the lines.</summary>
    public int Line { get; private set; }

    public void Write(string text)
    {
        _text.Append(text);
        Column += text.Length;
    }

    /// <summary>Starts a line, behind an empty one if asked; the first line of all is there already.</summary>
    public void StartLine(int indent, bool blankLineBefore)
    {
        if (_text.Length > 0)
        {
            _text.Append(newLine);
            Line++;
            if (blankLineBefore)
            {
                _text.Append(newLine);
                Line++;
            }
        }

        _text.Append(' ', indent);
        Column = Indent = indent;
    }

    /// <summary>The text, its last line ended.</summary>
    public string Finish() => _text.Length == 0 ? "" : _text.Append(newLine).ToString();
}
