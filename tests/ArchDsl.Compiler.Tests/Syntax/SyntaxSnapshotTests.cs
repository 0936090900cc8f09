using ArchDsl.Compiler.Syntax;
using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Syntax;

public sealed class SyntaxSnapshotTests
{
    public static TheoryData<string> Inputs => [.. SyntaxText.InputNames];

    [Theory]
    [InlineData("whole")]
    [InlineData("windows")]
    [InlineData("characters")]
    public void Tokens(string input) => Snapshot.Here()
        .With("input", input)
        .Add(SyntaxText.Tokens(SyntaxText.Lex(SyntaxText.Input(input), out _)))
        .Check();

    [Theory]
    [InlineData("whole")]
    [InlineData("keywords")]
    [InlineData("arguments")]
    [InlineData("brackets")]
    public void Tree(string input) => Snapshot.Here()
        .With("input", input)
        .Add(SyntaxText.Tree(SyntaxText.Parse(SyntaxText.Input(input)).Root))
        .Check();

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Diagnostics(string input)
    {
        string text = SyntaxText.Input(input);
        ParseResult result = SyntaxText.Parse(text);

        Assert.Equal(text, result.Root.ToFullString());
        Assert.False(result.Diagnostics.Count == 0 && result.Root.ContainsErrors);
        Snapshot.Here().With("input", input).Add(SyntaxText.Annotated(text, result.Diagnostics)).Check();
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("windows")]
    public void Formatted(string input) => Snapshot.Here()
        .With("input", input)
        .Add(SyntaxText.Format(SyntaxText.Input(input)).Replace("\r", "\\r"), "arch")
        .Check();
}
