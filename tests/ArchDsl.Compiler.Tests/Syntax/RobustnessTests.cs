using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Tests.Syntax;

/// <summary>No text makes the parser throw, overflow its stack or slow down out of proportion.</summary>
public sealed class RobustnessTests
{
    private const int Many = 20_000;

    // An optimised build needs less than a second for a megabyte.
#if DEBUG
    private const int SecondsForAMegabyte = 4;
#else
    private const int SecondsForAMegabyte = 1;
#endif

    public static TheoryData<string, string, string> Nested => new()
    {
        { "fn f() = ", "(", ")" },
        { "fn f() = ", "[", "]" },
        { "fn f() = ", "not ", "" },
        { "fn f() = ", "- ", "" },
        { "fn f() = ", "f(", ")" },
        { "fn f() = ", "f(a: ", ")" },
        { "fn f() = ", "a[", "]" },
        { "fn f() = 1", " + 1", "" },
        { "fn f() = 1", " == 1", "" },
        { "fn f() = a", ".b", "" },
        { "fn f() = a", "[0]", "" },
        { "fn f() = ", "if a then b else ", "" },
        { "fn f() = ", "if ", "" },
        { "fn f() = ", "1 + not ", "" },
        { "fn f() = ", "* - ", "" },
        { "fn f() = ", "1 or 1 and not 1 == 1 + 1 * -(", ")" },
        { "fn f() = ", "1 or 1 and 1 == 1 + 1 * -f(x: [1..2 step 3 + g(", ")])" },
        { "arch A { ", "a { ", "} " },
        { "arch A ", "{", "}" },
        { "arch A { ", "if a { ", "} " },
        { "arch A { ", "if a { } else ", "" },
        { "arch A { ", "for a in b { ", "}" },
        { "arch A { ", "for (", "" },
        { "arch A { ", "a b = ", "" },
        { "arch A { stage \"", "{a}", "" },
    };

    public static TheoryData<string, string> Repeated => new()
    {
        { "", "@#$ " },
        { "", "\"\n" },
        { "", ")\n" },
        { "", "} " },
        { "", "{(" },
        { "", "block arch space fn import " },
        { "", "blok a\n" },
        { "", "fn f(\n" },
        { "", "conv " },
        { "", "([" },
        { "arch A {\n", "@#$\n" },
        { "arch A {\n", ")\n" },
        { "arch A {\n", "conv " },
        { "arch A {\n", "let " },
        { "arch A {\n", "lett x = 5\n" },
        { "arch A {\n", "if a b c {" },
        { "arch A {\n", "a b } " },
        { "arch A {\n", "a 1 b 2 }\n" },
        { "arch A {\n", "for a in b\n" },
        { "arch A {\n a ", "," },
        { "block a(", "block " },
        { "block a(b: int", "[]" },
        { "block a(", "b: int = " },
        { "fn f() = [", ")" },
    };

    [Theory]
    [MemberData(nameof(Nested))]
    public void DeepNestingIsAnErrorOnASmallStack(string start, string open, string close)
    {
        string text = start + string.Concat(Enumerable.Repeat(open, Many)) + "1" + string.Concat(Enumerable.Repeat(close, Many));
        ParseResult? result = null;
        string? printed = null;
        var thread = new Thread(
            () =>
            {
                result = SyntaxText.Parse(text);
                printed = result.Root.ToFullString();
            },
            maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();

        Assert.Equal(text, printed);
        Assert.InRange(result!.Root.Height, 1, 400);
    }

    [Theory]
    [InlineData("fn f() = ", "(", ")")]
    [InlineData("fn f() = ", "not ", "")]
    [InlineData("fn f() = 1", " + 1", "")]
    [InlineData("arch A { ", "a { ", "} ")]
    [InlineData("arch A { a ", "if b then c else ", "")]
    public void DeepNestingHasItsOwnError(string start, string open, string close)
    {
        string text = start + string.Concat(Enumerable.Repeat(open, Many)) + "1" + string.Concat(Enumerable.Repeat(close, Many));

        Assert.Equal("ARCH0112", Assert.Single(SyntaxText.Parse(text + (start[0] == 'a' ? "}" : "")).Diagnostics).Code);
    }

    [Fact]
    public void NestingOfHumanDepthIsFine()
    {
        string parentheses = new string('(', 50) + "1" + new string(')', 50);
        string bodies = string.Concat(Enumerable.Repeat("a { ", 50)) + string.Concat(Enumerable.Repeat("} ", 50));
        string sum = string.Join(" + ", Enumerable.Repeat("x", 250));

        Assert.Empty(SyntaxText.Parse($"fn f(x) = {parentheses}\nfn g(x) = {sum}\narch A {{ {bodies} }}\n").Diagnostics);
    }

    // Ten times the text takes about ten times as long; a hundred times would be square.
    [Theory]
    [MemberData(nameof(Repeated))]
    public void TimeIsLinear(string start, string unit)
    {
        string small = start + string.Concat(Enumerable.Repeat(unit, 1_000));
        string large = start + string.Concat(Enumerable.Repeat(unit, 10_000));
        ThreadTime.Of(() => SyntaxText.Parse(small));

        TimeSpan forSmall = ThreadTime.Of(() => SyntaxText.Parse(small));
        TimeSpan forLarge = ThreadTime.Of(() => SyntaxText.Parse(large));

        Assert.True(
            forLarge < (forSmall * 50) + TimeSpan.FromMilliseconds(50),
            $"{small.Length} characters took {forSmall.TotalMilliseconds:F1} ms, {large.Length} took {forLarge.TotalMilliseconds:F1} ms");
    }

    [Fact]
    public void AMegabyteOfGarbageIsReadQuickly()
    {
        var random = new Random(7);
        const string alphabet = "abz019_ \t\n\r\"{}()[],:;=.<>+-*/%!@#é\u00A0\u2028\uD83D";
        string text = string.Concat(Enumerable.Range(0, 1 << 20).Select(_ => alphabet[random.Next(alphabet.Length)]));
        SyntaxText.Parse(text[..(1 << 16)]);

        TimeSpan time = ThreadTime.Of(() => SyntaxText.Parse(text));

        Assert.True(time < TimeSpan.FromSeconds(SecondsForAMegabyte), $"{time.TotalMilliseconds:F0} ms");
    }
}
