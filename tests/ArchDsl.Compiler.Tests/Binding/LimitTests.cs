using System.Diagnostics;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Text that grows without end is an error, never a hang and never an exception.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("repeat 1001 { pass }", "ARCH0503")]
    [InlineData("repeat 1000 { repeat 1000 { pass } }", "ARCH0502")]
    [InlineData("repeat 1000 { repeat 1000 { repeat 1000 { } } }", "ARCH0502")]
    [InlineData("for i in 0..<10000 { for j in 0..<10000 { for k in 0..<10000 { } } }", "ARCH0502")]
    [InlineData("for i in 0..10001 { }", "ARCH0503")]
    [InlineData("for i in 0..<1000 { let s = sum(0..<10000) }", "ARCH0502")]
    [InlineData("repeat 20 { repeat 1000 { act relu } }", "ARCH0502")]
    [InlineData("let a = f(100)", "ARCH0502")]
    [InlineData("let a = forever(1)", "ARCH0501")]
    [InlineData("again", "ARCH0501")]
    [InlineData("both { again }", "ARCH0501")]
    [InlineData("fork", "ARCH0501")]
    [InlineData("tree 60", "ARCH0502")]
    [InlineData("let a = list(100, [1])", "ARCH0503")]
    [InlineData("let a = pairs(100, [1])", "ARCH0503")]
    [InlineData("let a = digits(100, 3)", "ARCH0503")]
    [InlineData("let a = harmonic(190)", "ARCH0503")]
    [InlineData("let a = sum(thirds(0..9999))", "ARCH0502")]
    [InlineData("conv 1x1, 1e9, pad: 1000000", "ARCH0406")]
    [InlineData("conv 99999x99999, 99999", "ARCH0406")]
    [InlineData("linear 1e9", "ARCH0406")]
    [InlineData("upsample 100000", "ARCH0406")]
    [InlineData("resize 200000000x200000000", "ARCH0406")]
    [InlineData("conv 3x3, 1e300", "ARCH0303")]
    [InlineData("let a = 1e999", "ARCH0503")]
    [InlineData("let a = 99999999999x2", "ARCH0503")]
    [InlineData("let a = pow(10, 1000)", "ARCH0309")]
    [InlineData("let a = exp(1e300)", "ARCH0309")]
    [InlineData("let a = ln(1e-400)", "ARCH0309")]
    [InlineData("let a = log2(0)", "ARCH0309")]
    [InlineData("let a = sqrt(-1)", "ARCH0309")]
    [InlineData("let a = 1 % 0", "ARCH0304")]
    [InlineData("wide", "ARCH0303")]
    public void IsOneErrorAndSoon(string statements, string code)
    {
        const string Declarations = """
            fn f(n: int) = if n <= 0 then 1 else f(n - 1) + f(n - 1)
            fn forever(n: int) = forever(n + 1)
            fn list(n: int, l) = if n == 0 then l else list(n - 1, l + l)
            fn pairs(n: int, l) = if n == 0 then l else pairs(n - 1, [l, l])
            fn digits(n: int, x) = if n == 0 then x else digits(n - 1, x * x)
            fn harmonic(n: int) = if n == 0 then 0 else 1 / pow(n + 9000, 3) + harmonic(n - 1)
            fn thirds(l: int[]) = [third(l), third(l), third(l), third(l), third(l)]
            fn third(l: int[]) = sum([sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l), sum(l)])
            block again { again }
            block both(body: block) { both { body } }
            block fork { branch { fork } { fork } }
            block tree(n: int) { if n > 0 { tree n - 1; tree n - 1 } }
            block wide(v: int[10000][10000] = 1) { pass }
            """;
        string text = ArchText.InArch(statements, statements == "wide" ? Declarations : Declarations[..Declarations.LastIndexOf("block", StringComparison.Ordinal)]);
        var watch = Stopwatch.StartNew();
        Compilation compilation = ArchText.Compile(text);

        Assert.Equal(code, Assert.Single(compilation.Diagnostics).Code);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    [Fact]
    public void DeepTextIsAnErrorAndNoOverflow()
    {
        foreach (string deep in new[]
        {
            "let a = " + new string('(', 20_000) + "1" + new string(')', 20_000),
            "let a = " + string.Concat(Enumerable.Repeat("-", 20_000)) + "1",
            "let a = " + string.Concat(Enumerable.Repeat("1 + ", 20_000)) + "1",
            "let a = " + new string('[', 20_000) + new string(']', 20_000),
            string.Concat(Enumerable.Repeat("repeat 1 { ", 20_000)) + new string('}', 20_000),
            string.Concat(Enumerable.Repeat("if false { } else ", 20_000)) + "{ }",
        })
        {
            Assert.NotNull(ArchText.Compile(ArchText.InArch(deep)));
        }
    }

    [Fact]
    public void ImportsThatNestForeverAreAnError()
    {
        int count = 0;
        Compilation compilation = ArchCompiler.Compile(
            new("0.arch", "import \"next\"\narch A { input x: 3x8x8 }"),
            new CompilerOptions { ResolveImport = (_, _) => new($"{++count}.arch", "import \"next\"") });
        Assert.Equal("ARCH0504", Assert.Single(compilation.Diagnostics).Code);
    }

    [Fact]
    public void CopiesInACircleAreAnError() =>
        Assert.All(ArchText.Compile("arch A = B(1)\narch B = A(2)\narch C = C()").Diagnostics, d => Assert.Equal("ARCH0501", d.Code));
}
