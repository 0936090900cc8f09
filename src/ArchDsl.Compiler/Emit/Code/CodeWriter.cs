using System.Text;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>Text in lines that end in <c>\n</c>, indented by four spaces a level.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private int _blanksPending;

    /// <summary>Writes one line; an empty one is a blank line.</summary>
    public CodeWriter Line(string text = "")
    {
        if (text.Length == 0)
        {
            return Separate(1);
        }

        if (_text.Length > 0)
        {
            _text.Append('\n', _blanksPending);
        }

        _blanksPending = 0;
        _text.Append(' ', _depth * 4).Append(text).Append('\n');
        return this;
    }

    /// <summary>Puts at least so many blank lines before the next line.</summary>
    public CodeWriter Separate(int blanks)
    {
        _blanksPending = Math.Max(_blanksPending, blanks);
        return this;
    }

    /// <summary>Writes each line of a text.</summary>
    public CodeWriter Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }

        return this;
    }

    /// <summary>Indents until the result is disposed.</summary>
    public IDisposable Indent()
    {
        _depth++;
        return new Closing(this, null);
    }

    /// <summary>Opens a brace; disposing the result closes it. Blank lines next to either are dropped.</summary>
    public IDisposable Braces(string closing = "}")
    {
        Line("{");
        _depth++;
        return new Closing(this, closing);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private sealed class Closing : IDisposable
    {
        private readonly CodeWriter _writer;
        private readonly string? _text;

        public Closing(CodeWriter writer, string? text)
        {
            _writer = writer;
            _text = text;
        }

        public void Dispose()
        {
            _writer._depth--;
            if (_text is not null)
            {
                _writer._blanksPending = 0;
                _writer.Line(_text);
            }
        }
    }
}
