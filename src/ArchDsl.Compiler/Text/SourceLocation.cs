using System.Globalization;

namespace ArchDsl.Compiler.Text;

/// <summary>A place in a file, free of any syntax: safe to keep in a cache.</summary>
/// <param name="Path">The file.</param>
/// <param name="Span">The characters.</param>
/// <param name="Start">Where they start, from 0.</param>
/// <param name="End">Where they end, from 0.</param>
public sealed record SourceLocation(string Path, TextSpan Span, LinePosition Start, LinePosition End)
{
    /// <summary>No place in any file.</summary>
    public static SourceLocation None { get; } = new("", default, default, default);

    /// <summary><c>file(line,column)</c>, both counted from 1.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0}({1},{2})", Path, Start.Line + 1, Start.Character + 1);
}
