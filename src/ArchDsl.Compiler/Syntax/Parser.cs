using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Text to tree. Any text gives a tree that prints it back; what is wrong with it is listed beside, all in one go.</summary>
internal static class Parser
{
    public static ParseResult Parse(SourceText source)
    {
        var diagnostics = new List<Diagnostic>();
        List<SyntaxToken> tokens = Lexer.Lex(source, diagnostics);
        var state = new ParseState(source, tokens, diagnostics, SyntaxFacts.Describe(SyntaxKind.EndOfFile));
        FileSyntax root = DeclarationGrammar.File(new TokenInput(state, 0)).Value;
        return new ParseResult(root, diagnostics.OrderBy(diagnostic => diagnostic.Location.Span.Start).ToArray());
    }
}
