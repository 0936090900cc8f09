using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Text to tree. Any text gives a tree that prints it back; what is wrong with it is listed beside, all in one go.</summary>
internal static class Parser
{
    /// <summary>How many errors of one file are listed.</summary>
    public const int MaxErrors = 500;

    public static ParseResult Parse(SourceText source)
    {
        var diagnostics = new List<Diagnostic>();
        List<SyntaxToken> tokens = Lexer.Lex(source, diagnostics);
        var state = new ParseState(source, tokens, diagnostics, SyntaxFacts.Describe(SyntaxKind.EndOfFile));
        FileSyntax root = DeclarationGrammar.File(new TokenInput(state, 0)).Value;
        return new ParseResult(root, Listed(diagnostics));
    }

    private static IReadOnlyList<Diagnostic> Listed(List<Diagnostic> diagnostics)
    {
        Diagnostic[] sorted = diagnostics.OrderBy(diagnostic => diagnostic.Location.Span.Start).ToArray();
        return sorted.Length <= MaxErrors
            ? sorted
            : [.. sorted.Take(MaxErrors), SyntaxErrors.TooMany(sorted[MaxErrors].Location, MaxErrors)];
    }
}
