using System.Globalization;
using System.Text;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cli.Diagnostics;

/// <summary>Diagnostics for a person: <c>file(line,col): error ARCH####: …</c>, the line with what is wrong underlined, and the help.</summary>
internal sealed class DiagnosticText(Func<string, SourceText?> findSource, Style style)
{
    public string Render(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Append(text, diagnostic);
        }

        return text.ToString();
    }

    /// <summary><c>2 errors, 1 warning</c>, or an empty text where there is nothing to count.</summary>
    public static string Count(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        IEnumerable<string> parts = new[] { DiagnosticSeverity.Error, DiagnosticSeverity.Warning, DiagnosticSeverity.Info }
            .Select(s => (Name: Word(s), Count: diagnostics.Count(d => d.Severity == s)))
            .Where(p => p.Count > 0)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Count} {p.Name}{(p.Count == 1 ? "" : "s")}"));
        return string.Join(", ", parts);
    }

    /// <summary>The severity as it is printed.</summary>
    public static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    private void Append(StringBuilder text, Diagnostic diagnostic)
    {
        string head = $"{Word(diagnostic.Severity)} {diagnostic.Code}";
        string marked = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => style.Red(head),
            DiagnosticSeverity.Warning => style.Yellow(head),
            _ => style.Cyan(head),
        };
        text.Append(Invariant($"{diagnostic.Location}: {marked}: {style.Bold(diagnostic.Message)}\n"));
        AppendExcerpt(text, diagnostic.Location);
        foreach (RelatedLocation related in diagnostic.Related)
        {
            text.Append(Invariant($"  {related.Location}: {related.Message}\n"));
            AppendExcerpt(text, related.Location);
        }

        if (diagnostic.Help is not null)
        {
            text.Append(Invariant($"  {style.Cyan("help")}: {diagnostic.Help}\n"));
        }
    }

    private void AppendExcerpt(StringBuilder text, SourceLocation location)
    {
        if (findSource(location.Path) is not { } source || location.Span.End > source.Text.Length)
        {
            return;
        }

        int start = location.Span.Start - location.Start.Character;
        int end = source.Text.AsSpan(start).IndexOfAny('\r', '\n');
        string line = end < 0 ? source.Text[start..] : source.Text.Substring(start, end);
        int last = Math.Min(location.End.Line == location.Start.Line ? location.End.Character : line.Length, line.Length);
        int column = Math.Min(location.Start.Character, line.Length);

        // Tabs stay tabs under the line, so that the marks stand where the characters do.
        string indent = new([.. line[..column].Select(c => c == '\t' ? '\t' : ' ')]);
        string marks = new('^', Math.Max(1, last - column));
        string number = Invariant($"{location.Start.Line + 1}").PadLeft(5);
        text.Append(style.Dim($"{number} | ")).Append(line).Append('\n');
        text.Append(style.Dim($"{new string(' ', number.Length)} | ")).Append(indent).Append(style.Red(marks)).Append('\n');
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
