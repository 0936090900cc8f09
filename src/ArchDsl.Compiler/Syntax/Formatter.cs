using ArchDsl.Compiler.Syntax.Formatting;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Syntax;

/// <summary>The canonical form of a file: only blanks, newlines and <c>;</c> change, comments stay.</summary>
internal static class Formatter
{
    /// <summary>The formatted text; a text with syntax errors comes back as it is.</summary>
    public static string Format(SourceText source)
    {
        ParseResult parsed = Parser.Parse(source);
        if (parsed.Diagnostics.Count > 0)
        {
            return source.Text;
        }

        var writer = new LineWriter(LineEndOf(source.Text));
        new Layout(new FormatTokens(parsed.Root), writer).Write();
        string mark = source.Text.StartsWith("\uFEFF", StringComparison.Ordinal) ? "\uFEFF" : "";
        return mark + writer.Finish();
    }

    private static string LineEndOf(string text)
    {
        int end = text.IndexOfAny(['\r', '\n']);
        return end < 0 || text[end] == '\n' ? "\n" : end + 1 < text.Length && text[end + 1] == '\n' ? "\r\n" : "\r";
    }
}
