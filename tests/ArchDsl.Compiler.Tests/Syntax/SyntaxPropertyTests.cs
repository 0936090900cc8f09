using ArchDsl.Compiler.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace ArchDsl.Compiler.Tests.Syntax;

public sealed class SyntaxPropertyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void RandomProgramsFormatToTheSameTokensAndStay() => Check(RandomProgram.File, 200, text =>
    {
        ParseResult parsed = SyntaxText.Parse(text);
        Assert.Equal("", SyntaxText.Diagnostics(parsed.Diagnostics));
        Assert.Equal(text, parsed.Root.ToFullString());

        string formatted = SyntaxText.Format(text);
        Assert.Equal("", SyntaxText.Diagnostics(SyntaxText.Parse(formatted).Diagnostics));
        Assert.Equal(FormatterTests.Significant(text), FormatterTests.Significant(formatted));
        Assert.Equal(Shape(text), Shape(formatted));
        Assert.Equal(formatted, SyntaxText.Format(formatted));
    });

    [Fact]
    public void RandomMutationsOfFilesGiveErrorsNotExceptions()
    {
        string[] files = [.. SyntaxText.ExampleNames.Select(SyntaxText.Example), SyntaxText.Input("whole"), SyntaxText.Input("windows")];

        Check(RandomMutation.Of(files), 800, text =>
        {
            ParseResult parsed = SyntaxText.Parse(text);
            Assert.Equal(text, parsed.Root.ToFullString());
            Assert.True(parsed.Diagnostics.Count > 0 || !parsed.Root.ContainsErrors, "the tree has errors that nobody reported");
            Assert.All(parsed.Diagnostics, d => Assert.InRange(d.Location.Span.End, d.Location.Span.Start, text.Length));

            string formatted = SyntaxText.Format(text);
            Assert.Equal(formatted, SyntaxText.Format(formatted));

            TimeSpan time = ThreadTime.Of(() => SyntaxText.Parse(text), times: 2);
            Assert.True(time < Patience, $"{time.TotalMilliseconds:F0} ms");
        });
    }

    // One slip of the fingers in a file of the examples is one error, or, where the file is still in the language, none.
    [Fact]
    public void ADroppedSignIsOneError()
    {
        int several = 0;
        int total = 0;
        foreach (string text in SyntaxText.ExampleNames.Select(SyntaxText.Example))
        {
            foreach (SyntaxToken token in SyntaxText.Lex(text, out _).Where(t => t.Kind >= SyntaxKind.OpenParen))
            {
                total++;
                several += SyntaxText.Parse(text.Remove(token.Position, token.Text.Length)).Diagnostics.Count > 1 ? 1 : 0;
            }
        }

        Assert.True(several * 50 <= total, $"{several} of {total} dropped signs gave more than one error");
    }

    // The tree without trivia and separators: what the binder sees.
    private static string Shape(string text)
    {
        var lines = SyntaxText.Tree(SyntaxText.Parse(text).Root).Split('\n')
            .Where(line => !line.TrimStart().StartsWith("NewLine", StringComparison.Ordinal)
                && !line.TrimStart().StartsWith("Semicolon", StringComparison.Ordinal))
            .Select(line => System.Text.RegularExpressions.Regex.Replace(line, @"\d+\.\.\d+$", ""));
        return string.Join('\n', lines);
    }

    private static void Check(Gen<string> texts, int count, Action<string> property)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20240611, 17).WithEndSize(40);
        Prop.ForAll(Arb.From(texts), property).Check(config);
    }
}
