using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Tests.Syntax;

public sealed class FormatterTests
{
    public static TheoryData<string> Examples => [.. SyntaxText.ExampleNames];

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExamplesFormatToTheSameTokensAndStay(string name)
    {
        string text = SyntaxText.Example(name);

        string formatted = SyntaxText.Format(text);

        Assert.Equal(Significant(text), Significant(formatted));
        Assert.Equal(formatted, SyntaxText.Format(formatted));
        Assert.Empty(SyntaxText.Parse(formatted).Diagnostics);
    }

    [Theory]
    [InlineData("block  a( x:int=5 ){conv 3x3 ,64}", "block a(x: int = 5) { conv 3x3, 64 }\n")]
    [InlineData("block a{ }", "block a { }\n")]
    [InlineData("block a\n{\n}", "block a { }\n")]
    [InlineData("fn f(x)=x [ 0 ] . y+ - 1 .. ( 2 )step 3", "fn f(x) = x[0].y + -1..(2) step 3\n")]
    [InlineData("fn f(x)=1 / 2+x / 2", "fn f(x) = 1/2 + x / 2\n")]
    [InlineData("fn f(x)=if not x then[1,2]else -( 3 )", "fn f(x) = if not x then [1, 2] else -(3)\n")]
    [InlineData("block a { b ;\n\n\n c;d }", "block a {\n    b\n\n    c; d\n}\n")]
    [InlineData("block a { b; }\nblock c { d } block e { f }", "block a { b }\nblock c { d }\nblock e { f }\n")]
    [InlineData("arch A {\n\n  // one\n\n\n  // two\n  b // three\n  // four\n\n}", "arch A {\n    // one\n\n    // two\n    b // three\n    // four\n}\n")]
    [InlineData("arch A { if a { b }\n else { c } }", "arch A {\n    if a { b }\n    else { c }\n}\n")]
    [InlineData("arch A { if a {\n b }\n else { c } }", "arch A {\n    if a {\n        b\n    } else { c }\n}\n")]
    [InlineData("block a(\nx: int,\ny: int) { b }", "block a(\n    x: int,\n    y: int) { b }\n")]
    [InlineData("fn f() = [\n[1,\n2],\n[3]\n]", "fn f() = [\n    [1,\n        2],\n    [3]\n]\n")]
    [InlineData("\n\n/// doc\nblock a { }\n\n\n", "/// doc\nblock a { }\n")]
    [InlineData("block a { }\r\n// c\r\n", "block a { }\r\n// c\r\n")]
    [InlineData("", "")]
    [InlineData("// only\n", "// only\n")]
    public void Canonical(string text, string expected)
    {
        string formatted = SyntaxText.Format(text);

        Assert.Equal(expected, formatted);
        Assert.Equal(formatted, SyntaxText.Format(formatted));
    }

    [Fact]
    public void BodyThatDoesNotFitIsBroken()
    {
        string statements = string.Join("; ", Enumerable.Repeat("conv 3x3, 64, stride: 2", 4));
        string text = $"block a {{ {statements} }}\n";

        string formatted = SyntaxText.Format(text);

        Assert.Equal("block a {\n" + string.Concat(Enumerable.Repeat("    conv 3x3, 64, stride: 2\n", 4)) + "}\n", formatted);
    }

    [Fact]
    public void OuterBodyBreaksBeforeInner()
    {
        string inner = "repeat n { conv 3x3, 64, stride: 2; conv 3x3, 64, stride: 2; conv 3x3, 64, stride: 2 }";

        string formatted = SyntaxText.Format($"block a {{ stage s {{ {inner} }} }}\n");

        Assert.Equal($"block a {{\n    stage s {{\n        {inner}\n    }}\n}}\n", formatted);
        Assert.All(formatted.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void TextWithErrorsStays()
    {
        string text = "block  a { conv 3x3  64 }";

        Assert.Equal(text, SyntaxText.Format(text));
    }

    /// <summary>The tokens and comments in order; ends of statements count as one, whether newline or semicolon.</summary>
    internal static List<string> Significant(string text)
    {
        var all = new List<string>();
        foreach (SyntaxToken token in SyntaxText.Lex(text, out _))
        {
            AddComments(token.Leading);
            if (token.Kind is not (SyntaxKind.NewLine or SyntaxKind.Semicolon or SyntaxKind.EndOfFile))
            {
                all.Add(token.Text);
            }

            AddComments(token.Trailing);
        }

        return all;

        void AddComments(IEnumerable<Trivia> trivia) => all.AddRange(
            trivia.Where(t => t.Kind is TriviaKind.Comment or TriviaKind.DocComment).Select(t => t.Text.TrimEnd()));
    }
}
