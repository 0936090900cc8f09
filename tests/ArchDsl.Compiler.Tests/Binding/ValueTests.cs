namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Numbers are exact, texts have holes, lists broadcast, functions round as they say.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("1/2 + 1/3", "5/6")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1e-3 * 1000", "1")]
    [InlineData("7.07G", "7_070_000_000")]
    [InlineData("360M / 1K", "360_000")]
    [InlineData("2 + 3 * 4 - 6 / 4", "12.5")]
    [InlineData("-7 % 3", "2")]
    [InlineData("7.5 % 2", "1.5")]
    [InlineData("- (2 - 5)", "3")]
    [InlineData("round(2.5)", "2")]
    [InlineData("round(3.5)", "4")]
    [InlineData("round(-2.5)", "-2")]
    [InlineData("round(2.500001)", "3")]
    [InlineData("floor(-1/2)", "-1")]
    [InlineData("ceil(7/3)", "3")]
    [InlineData("abs(-3/2)", "1.5")]
    [InlineData("sqrt(9/4)", "1.5")]
    [InlineData("log2(64)", "6")]
    [InlineData("log2(1/8)", "-3")]
    [InlineData("pow(2, 10)", "1024")]
    [InlineData("pow(2, -2)", "0.25")]
    [InlineData("min(3, 2)", "2")]
    [InlineData("max([3, 5, 4])", "5")]
    [InlineData("sum([1, 2, 3.5])", "6.5")]
    [InlineData("len(0..<5)", "5")]
    [InlineData("gcd(12, 18) + lcm(4, 6)", "18")]
    [InlineData("make_divisible(37.5)", "40")]
    [InlineData("make_divisible(18)", "24")]
    [InlineData("make_divisible(3)", "8")]
    [InlineData("make_divisible(18, 8, limit: 0)", "16")]
    [InlineData("3x5", "[3, 5]")]
    [InlineData("[1, 2] + [3]", "[1, 2, 3]")]
    [InlineData("[[1, 2], [3]][0][1]", "2")]
    [InlineData("(1..4)[3]", "4")]
    [InlineData("0..1 step 1/4", "[0, 0.25, 0.5, 0.75, 1]")]
    [InlineData("if 1 < 2 then 3 else 1 / 0", "3")]
    [InlineData("\"c{1 + 2}x\"", "\"c3x\"")]
    [InlineData("\"a\" + \"b\"", "\"ab\"")]
    [InlineData("zip([1, 2], [3, 4])", "[[1, 3], [2, 4]]")]
    [InlineData("22_600_296 - 22600296", "0")]
    public void AnExpressionHasItsValue(string expression, string value) =>
        Assert.Equal("16x32x32", ArchText.Shape($"require ({expression}) == {value}"));

    [Theory]
    [InlineData("1 < 2 and not (2 <= 1) or false")]
    [InlineData("false and 1 / 0 == 1 or true")]
    [InlineData("true or 1 / 0 == 1")]
    [InlineData("none == none and auto != none")]
    [InlineData("relu == relu and leaky(0.1) != leaky")]
    [InlineData("same([2, 2, 2]) and not same([1, 2])")]
    [InlineData("ascending([1, 2, 2]) and not ascending([2, 1])")]
    [InlineData("c == 16 and x.c == 16 and x.h == 32 and x.w == 32 and in == 16")]
    [InlineData("[1, 2] == 1x2 and [1] != [1, 2]")]
    public void AConditionHolds(string condition) => Assert.Equal("16x32x32", ArchText.Shape($"require {condition}"));

    [Theory]
    [InlineData("int[4]", "7", "[7, 7, 7, 7]")]
    [InlineData("int[4]", "[1, 2]", "[1, 2, 2, 2]")]
    [InlineData("int[4]", "[1, 2, 3, 4]", "[1, 2, 3, 4]")]
    [InlineData("int[]", "7", "[7]")]
    [InlineData("int[2][2]", "1", "[[1, 1], [1, 1]]")]
    [InlineData("int[2][2]", "[[1, 2]]", "[[1, 2], [1, 2]]")]
    [InlineData("int[][2]", "[3, 4x5]", "[[3, 3], [4, 5]]")]
    [InlineData("real[2]", "1/2", "[0.5, 0.5]")]
    public void AListIsFilledWithItsLastValue(string type, string argument, string list) =>
        Assert.Equal("16x32x32", ArchText.Shape($"b {argument}", $"block b(v: {type}) {{ require v == {list} }}"));

    // What is written with a point is real, though its value is whole.
    [Theory]
    [InlineData("1.0", "0.5")]
    [InlineData("-1.0", "0.5")]
    [InlineData("(1e0)", "0.5")]
    [InlineData("[1, 2.0]", "[0.5, 0.5]")]
    [InlineData("[[1.0, 2], [3, 4]]", "[[0.5, 0.5]]")]
    public void ADefaultGivesTheTypeItIsWrittenIn(string text, string argument) =>
        Assert.Equal("16x32x32", ArchText.Shape($"b {argument}", $"block b(v = {text}) {{ require v == {argument} }}"));

    [Theory]
    [InlineData("1")]
    [InlineData("1K")]
    [InlineData("7.07G")]
    public void AWholeDefaultWantsWholeNumbers(string text) =>
        Assert.StartsWith("ARCH0302", ArchText.OnlyFinding(ArchText.InArch("b 0.5", $"block b(v = {text}) {{ pass }}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("b 3", "ARCH0301: `flag` of `b` wants true or false, got the number 3")]
    [InlineData("b true, 2.5", "ARCH0302: `n` of `b` wants a whole number, got 2.5")]
    [InlineData("b true, 3, \"x\"", "ARCH0301: `share` of `b` wants a number, got the text \"x\"")]
    [InlineData("b true, 3, 1, batch", "ARCH0301: `f` of `b` wants an activation or none, got the norm batch")]
    [InlineData("b true, 3, 1, relu, [1, 2, 3]", "ARCH0308: `l` of `b` takes 2, the list has 3")]
    public void DefaultsGiveTypes(string call, string finding) =>
        Assert.Equal(finding, ArchText.OnlyFindingIn(call, "block b(flag = false, n = 5, share = 0.5, f = relu, l: int[2] = 1) { act f }"));

    [Fact]
    public void ADefaultSeesTheParametersBeforeIt() =>
        Assert.Equal("6x32x32", ArchText.Shape("b 3", "block b(n: int, m = 2 * n) { conv 1x1, m }"));

    [Fact]
    public void NoneCanBeSaidWhereItIsTheDefault()
    {
        const string Block = "block b(n: int = none, t: tensor = none) { conv 1x1, n when n != none; add this, t when t != none }";
        Assert.Equal("16x32x32", ArchText.Shape("b none, none", Block));
        Assert.Equal("16x32x32", ArchText.Shape("b if c > 99 then 3 else none; b t: x", Block));
    }

    [Fact]
    public void FunctionsCallThemselves() =>
        Assert.Equal("120x32x32", ArchText.Shape("conv 1x1, factorial(5)", "fn factorial(n: int) = if n <= 1 then 1 else n * factorial(n - 1)"));

    [Fact]
    public void AFunctionOfTheFileHidesOneOfTheLanguage() =>
        Assert.Equal("3x32x32", ArchText.Shape("conv 1x1, round(2.5)", "fn round(x) = floor(x + 1/2)"));

    [Theory]
    [InlineData("conv 1x1, 1/3", "ARCH0302: 1/3 of 16 channels is 16/3, not a whole number")]
    [InlineData("conv 1x1, 5/2", "ARCH0302: `out` of `conv` wants a whole number, got 2.5")]
    [InlineData("conv 3x3, groups: 3/2", "ARCH0302: `groups` of `conv` wants a whole number, got 1.5")]
    [InlineData("repeat 1/2 { pass }", "ARCH0302: `count` of `repeat` wants a whole number, got 0.5")]
    [InlineData("let y = [1, 2][1/2]", "ARCH0302: an index wants a whole number, got 0.5")]
    [InlineData("split 0.3 { } { }", "ARCH0302: 0.3 of 16 channels is 4.8, not a whole number")]
    public void AFractionForAWholeNumberNamesTheWaysToRound(string statement, string finding)
    {
        Assert.Equal(finding, ArchText.OnlyFindingIn(statement));
        Assert.Equal("floor(…), ceil(…) or round(…) make it whole", ArchText.Compile(ArchText.InArch(statement)).Diagnostics[0].Help);
    }
}
