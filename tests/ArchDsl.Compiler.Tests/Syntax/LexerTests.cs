using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Tests.Syntax;

public sealed class LexerTests
{
    [Theory]
    [InlineData("22_600_296", "Int")]
    [InlineData("360M", "Int")]
    [InlineData("7.07G", "Real")]
    [InlineData("0.5", "Real")]
    [InlineData("1e-3", "Real")]
    [InlineData("2.5E+3", "Real")]
    [InlineData("3x3", "Size")]
    [InlineData("3x224x224", "Size")]
    [InlineData("1..4", "Int DotDot Int")]
    [InlineData("0..<4", "Int DotDotLess Int")]
    [InlineData("0.5..1.5", "Real DotDot Real")]
    [InlineData("5.x", "Int Dot Name")]
    [InlineData("c5", "Name")]
    [InlineData("größe_2", "Name")]
    [InlineData("x3x3", "Name")]
    [InlineData("3 x3", "Int Name")]
    [InlineData("a<=b!=c==d=e", "Name LessEquals Name NotEquals Name EqualsEquals Name Equals Name")]
    [InlineData("\"c{i + 2}\"", "Text")]
    [InlineData("a // b", "Name")]
    public void Kinds(string text, string kinds)
    {
        List<SyntaxToken> tokens = SyntaxText.Lex(text, out List<Diagnostic> diagnostics);

        Assert.Equal(kinds + " EndOfFile", string.Join(' ', tokens.Select(token => token.Kind)));
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("a\nb", 1)]
    [InlineData("a\r\nb", 1)]
    [InlineData("a\rb", 1)]
    [InlineData("a\n\n// c\n\nb", 1)]
    [InlineData("\n\na", 0)]
    [InlineData("f(a,\n\nb\n)", 0)]
    [InlineData("[\na\n]\nb", 1)]
    [InlineData("a,\nb", 0)]
    [InlineData("a =\nb", 0)]
    [InlineData("a:\nb", 0)]
    [InlineData("a +\nb", 0)]
    [InlineData("a and // c\nb", 0)]
    [InlineData("a ..\nb", 0)]
    [InlineData("a\n+ b", 1)]
    [InlineData("a\n{", 0)]
    [InlineData("a\n\n// c\n\nthen", 0)]
    [InlineData("a\nelse", 0)]
    [InlineData("a\nas", 0)]
    [InlineData("a\nwhen", 0)]
    [InlineData("in\na", 1)]
    [InlineData("then\na", 1)]
    [InlineData("f(a\nb\n}\n", 3)]
    [InlineData("f([a\nb)\nc", 1)]
    [InlineData("f(a\nlet b\n)", 2)]
    public void NewlinesThatEndStatements(string text, int count)
    {
        List<SyntaxToken> tokens = SyntaxText.Lex(text, out _);

        Assert.Equal(count, tokens.Count(token => token.Kind == SyntaxKind.NewLine));
        Assert.Equal(text, string.Concat(tokens.Select(token => token.ToFullString())));
    }

    [Theory]
    [InlineData("@", "ARCH0101")]
    [InlineData("@ $ ?", "ARCH0101")]
    [InlineData("@\n@", "ARCH0101 ARCH0101")]
    [InlineData("\u00A0a", "ARCH0101")]
    [InlineData("\0\uD800\uFFFF", "ARCH0101")]
    [InlineData("\"a", "ARCH0102")]
    [InlineData("\"a\n\"", "ARCH0102 ARCH0102")]
    [InlineData("3abc", "ARCH0103")]
    [InlineData("1_", "ARCH0103")]
    [InlineData("1__0", "ARCH0103")]
    [InlineData("3x", "ARCH0103")]
    [InlineData("1e", "ARCH0103")]
    [InlineData("7Kx", "ARCH0103")]
    public void Errors(string text, string codes)
    {
        List<SyntaxToken> tokens = SyntaxText.Lex(text, out List<Diagnostic> diagnostics);

        Assert.Equal(codes, string.Join(' ', diagnostics.Select(diagnostic => diagnostic.Code)));
        Assert.Equal(text, string.Concat(tokens.Select(token => token.ToFullString())));
    }
}
