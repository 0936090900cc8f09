namespace ArchDsl.Compiler.Text;

/// <summary>The text of one file with the path it is reported under.</summary>
public sealed class SourceText : IEquatable<SourceText>
{
    private int[]? _lineStarts;

    /// <summary>Wraps a text.</summary>
    /// <param name="path">The path shown in diagnostics and used to resolve imports.</param>
    /// <param name="text">The whole text.</param>
    public SourceText(string path, string text)
    {
        Path = path ?? throw new ArgumentNullException(nameof(path));
        Text = text ?? throw new ArgumentNullException(nameof(text));
    }

    /// <summary>The path shown in diagnostics.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Turns an offset into line and character, both from 0. Offsets outside the text are moved to its nearest end.</summary>
    public LinePosition GetPosition(int offset)
    {
        offset = Math.Max(0, Math.Min(offset, Text.Length));
        int[] starts = _lineStarts ??= FindLineStarts(Text);
        int line = Array.BinarySearch(starts, offset);
        if (line < 0)
        {
            line = ~line - 1;
        }

        return new LinePosition(line, offset - starts[line]);
    }

    /// <summary>How many blanks and tabs a line, counted from 0, begins with.</summary>
    internal int GetIndentation(int line)
    {
        int start = (_lineStarts ??= FindLineStarts(Text))[line];
        int at = start;
        while (at < Text.Length && Text[at] is ' ' or '\t')
        {
            at++;
        }

        return at - start;
    }

    /// <summary>The place of a span in this file.</summary>
    public SourceLocation GetLocation(TextSpan span) =>
        new(Path, span, GetPosition(span.Start), GetPosition(span.End));

    /// <inheritdoc/>
    public bool Equals(SourceText? other) =>
        other is not null && Path == other.Path && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SourceText);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Path.GetHashCode() * 31) + Text.GetHashCode());

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (int i = 0; i < text.Length; i++)
        {
            bool lineEnds = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
            if (lineEnds)
            {
                starts.Add(i + 1);
            }
        }

        return starts.ToArray();
    }
}
