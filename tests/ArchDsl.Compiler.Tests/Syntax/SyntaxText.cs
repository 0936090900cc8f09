using System.Globalization;
using System.Text;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Tests.Syntax;

/// <summary>Tokens, trees and diagnostics as text, for tests to compare and for snapshots to show.</summary>
internal static class SyntaxText
{
    public static IEnumerable<string> ExampleNames => Directory
        .EnumerateFiles(ExampleFolder, "*.arch")
        .Select(path => Path.GetFileNameWithoutExtension(path)!)
        .OrderBy(name => name, StringComparer.Ordinal);

    public static IEnumerable<string> InputNames => Directory
        .EnumerateFiles(InputFolder, "*.arch")
        .Select(path => Path.GetFileNameWithoutExtension(path)!)
        .OrderBy(name => name, StringComparer.Ordinal);

    private static string InputFolder => Path.Combine(AppContext.BaseDirectory, "Syntax", "Inputs");

    private static string ExampleFolder => Path.Combine(AppContext.BaseDirectory, "Examples");

    public static string Example(string name) => File.ReadAllText(Path.Combine(ExampleFolder, name + ".arch"));

    // Bytes decoded by hand: reading as text would lose the mark at the start.
    public static string Input(string name) =>
        Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(InputFolder, name + ".arch")));

    public static ParseResult Parse(string text) => Parser.Parse(new SourceText("test.arch", text));

    public static List<SyntaxToken> Lex(string text, out List<Diagnostic> diagnostics)
    {
        diagnostics = [];
        return Lexer.Lex(new SourceText("test.arch", text), diagnostics);
    }

    /// <summary>One line a token: kind, text, trivia before and behind.</summary>
    public static string Tokens(IEnumerable<SyntaxToken> tokens)
    {
        var builder = new StringBuilder();
        foreach (SyntaxToken token in tokens)
        {
            builder.Append(token.Position.ToString(CultureInfo.InvariantCulture).PadLeft(4)).Append(' ').Append(token.Kind);
            if (token.Kind != SyntaxKind.EndOfFile)
            {
                builder.Append(' ').Append(Escape(token.Text));
            }

            AppendTrivia(builder, " <", token.Leading);
            AppendTrivia(builder, " >", token.Trailing);
            builder.Append('\n');
        }

        return builder.ToString();
    }

    /// <summary>The tree, one line a node or token; the holes of texts are shown under their token.</summary>
    public static string Tree(SyntaxElement root)
    {
        var builder = new StringBuilder();
        AppendTree(builder, root, 0);
        return builder.ToString();
    }

    public static string Format(string text) => Formatter.Format(new SourceText("test.arch", text));

    /// <summary>The text with each error under the line it is in.</summary>
    public static string Annotated(string text, IReadOnlyList<Diagnostic> diagnostics)
    {
        var builder = new StringBuilder();
        string[] lines = text.Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            builder.Append(Escape(lines[line]).Trim('`')).Append('\n');
            foreach (Diagnostic diagnostic in diagnostics.Where(d => d.Location.Start.Line == line))
            {
                LinePosition start = diagnostic.Location.Start;
                int length = Math.Max(1, diagnostic.Location.Span.Length);
                builder.Append(' ', start.Character).Append('~', length).Append(' ').Append(diagnostic.Code).Append(' ').Append(diagnostic.Message);
                builder.Append(diagnostic.Help is null ? "" : $" [{diagnostic.Help}]");
                foreach (RelatedLocation related in diagnostic.Related)
                {
                    builder.Append(" [").Append(related.Message).Append(": line ").Append(related.Location.Start.Line + 1).Append(']');
                }

                builder.Append('\n');
            }
        }

        return builder.ToString();
    }

    public static string Diagnostics(IEnumerable<Diagnostic> diagnostics) =>
        string.Concat(diagnostics.Select(diagnostic => diagnostic + "\n"));

    private static void AppendTree(StringBuilder builder, SyntaxElement element, int depth)
    {
        builder.Append(' ', depth * 2);
        if (element is SyntaxToken token)
        {
            builder.Append(token.Kind).Append(token.IsMissing ? " missing" : token.Kind == SyntaxKind.EndOfFile ? "" : " " + Escape(token.Text));
            foreach (Trivia skipped in token.Leading.Where(trivia => trivia.Kind == TriviaKind.Skipped))
            {
                builder.Append(" behind skipped ").Append(Escape(skipped.Text));
            }

            builder.Append('\n');
            return;
        }

        var node = (SyntaxNode)element;
        builder.Append(node.GetType().Name.Replace("Syntax", "")).Append(' ').Append(node.Span.Start).Append("..").Append(node.Span.End).Append('\n');
        foreach (SyntaxElement child in node.Children)
        {
            AppendTree(builder, child, depth + 1);
        }

        foreach (TextPart part in (node as TextSyntax)?.Parts ?? [])
        {
            if (part.Hole is { } hole)
            {
                builder.Append(' ', (depth + 1) * 2).Append("hole\n");
                AppendTree(builder, hole, depth + 2);
            }
        }
    }

    private static void AppendTrivia(StringBuilder builder, string mark, IReadOnlyList<Trivia> trivia)
    {
        foreach (Trivia one in trivia)
        {
            builder.Append(mark).Append(one.Kind).Append(Escape(one.Text));
        }
    }

    private static string Escape(string text) =>
        "`" + text.Replace("\r", "\\r").Replace("\n", "\\n").Replace("\t", "\\t").Replace("\uFEFF", "\\uFEFF") + "`";
}
