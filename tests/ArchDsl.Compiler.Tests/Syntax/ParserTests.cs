using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Tests.Syntax;

public sealed class ParserTests
{
    public static TheoryData<string> Examples => [.. SyntaxText.ExampleNames];

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExamplesHaveNoErrors(string name)
    {
        ParseResult result = SyntaxText.Parse(SyntaxText.Example(name));

        Assert.Equal("", SyntaxText.Diagnostics(result.Diagnostics));
        Assert.False(result.Root.ContainsErrors);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExamplesPrintThemselves(string name)
    {
        string text = SyntaxText.Example(name);
        foreach (string variant in new[] { text, text.Replace("\n", "\r\n"), text.Replace("\n", "\r"), "\uFEFF" + text })
        {
            ParseResult result = SyntaxText.Parse(variant);

            Assert.Equal(variant, result.Root.ToFullString());
            Assert.Empty(result.Diagnostics);
        }
    }
}
