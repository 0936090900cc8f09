namespace ArchDsl.Compiler.Text;

/// <summary>A run of characters: from <paramref name="Start"/>, <paramref name="Length"/> long. Offsets are UTF-16 code units from 0.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The offset behind the last character.</summary>
    public int End => Start + Length;

    /// <summary>The span from <paramref name="start"/> to just before <paramref name="end"/>.</summary>
    public static TextSpan FromBounds(int start, int end) => new(start, end - start);
}

/// <summary>A place in a text; both numbers count from 0.</summary>
public readonly record struct LinePosition(int Line, int Character);
