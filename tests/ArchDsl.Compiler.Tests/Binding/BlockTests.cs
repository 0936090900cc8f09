using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Blocks with parameters of every type, trailing bodies, recursion, and functions.</summary>
public sealed class BlockTests
{
    [Theory]
    [InlineData("b 3", "block b(width: int) { conv 1x1, width }", "3x32x32")]
    [InlineData("b width: 3", "block b(width: int) { conv 1x1, width }", "3x32x32")]
    [InlineData("b", "block b(width = 5) { conv 1x1, width }", "5x32x32")]
    [InlineData("b auto", "block b(width = 5) { conv 1x1, width }", "5x32x32")]
    [InlineData("b", "block b(width: int = auto) { conv 1x1, width }", "16x32x32")]
    [InlineData("b 1/2", "block b(width: real) { conv 1x1, width }", "8x32x32")]
    [InlineData("b", "block b(width = c / 2) { conv 1x1, 3; conv 1x1, width }", "8x32x32")]
    [InlineData("b x", "block b(t: tensor) { conv 1x1, 3; concat this, t }", "19x32x32")]
    [InlineData("b [x, x, x]", "block b(t: tensor[]) { for m in t { concat this, m } }", "64x32x32")]
    [InlineData("b x", "block b(t: tensor[2]) { concat t }", "32x32x32")]
    [InlineData("b []", "block b(t: tensor[]) { for m in t { concat this, m } }", "16x32x32")]
    [InlineData("b relu, batch", "block b(f: act, n: norm) { conv 1x1, 2, norm: n, act: f }", "2x32x32")]
    [InlineData("b none, none", "block b(f: act, n: norm) { conv 1x1, 2, norm: n, act: f }", "2x32x32")]
    [InlineData("b \"left\"", "block b(name: text) { conv 1x1, 2 as \"{name}_conv\"; from left_conv }", "2x32x32")]
    [InlineData("b true", "block b(wide: bool) { conv 1x1, if wide then 2 * c else c }", "32x32x32")]
    [InlineData("down 3", "block down(n: int) { conv 1x1, c / 2; down n - 1 when n > 1 }", "2x32x32")]
    [InlineData("even 4", "block even(n: int) { odd n - 1 when n > 0 }\nblock odd(n: int) { conv 1x1, c + 1; even n - 1 when n > 0 }", "18x32x32")]
    [InlineData("b { conv 1x1, 3 }", "block b(body: block) { body; conv 1x1, 2 * c }", "6x32x32")]
    [InlineData("b body: half", "block b(body: block) { body; body }\nblock half { conv 1x1, 1/2 }", "4x32x32")]
    [InlineData("b half", "block b(body: block) { body }\nblock half { conv 1x1, 1/2 }", "8x32x32")]
    [InlineData("b sized", "block b(body: block) { body 3; body width: 5 }\nblock sized(width: int) { conv 1x1, width }", "5x32x32")]
    [InlineData("b globalpool", "block b(body: block) { body }", "16x1x1")]
    [InlineData("b none", "block b(body: block) { body }", "16x32x32")]
    [InlineData("b", "block b(body: block = half) { body }\nblock half { conv 1x1, 1/2 }", "8x32x32")]
    [InlineData("b { conv 1x1, 7 }", "block b(body: block = half) { body }\nblock half { conv 1x1, 1/2 }", "7x32x32")]
    [InlineData("b { conv 1x1, 3 } { conv 1x1, 2 * c }", "block b(first: block, second: block) { first; second }", "6x32x32")]
    [InlineData("b second: half { conv 1x1, 4 }", "block b(first: block, second: block) { first; second }\nblock half { conv 1x1, 1/2 }", "2x32x32")]
    [InlineData("b { conv 1x1, 3 } { conv 1x1, 5 }", "block b(bodies: block[]) { for each in bodies { each } }", "5x32x32")]
    [InlineData("outer { conv 1x1, 3 }", "block outer(body: block) { inner { body; conv 1x1, 2 * c } }\nblock inner(body: block) { body; conv 1x1, c + 1 }", "7x32x32")]
    [InlineData("b { conv 1x1, 3 }", "block b(act: block, norm = 2) { act; conv 1x1, norm * c }", "6x32x32")]
    public void ACallGivesItsShape(string call, string blocks, string shape) => Assert.Equal(shape, ArchText.Shape(call, blocks));

    // A body sees the names and defaults of where it is written, and the tensor of where it is called.
    [Fact]
    public void ATrailingBodySeesWhereItIsWritten()
    {
        const string Block = "block b(body: block) { let width = 99; defaults act: relu; conv 1x1, 4; body }";
        Network network = ArchText.Body("let width = 3; defaults act: tanh; b { conv 1x1, width + in as inside }; add this, inside", Block);

        Assert.Equal(7, network.Outputs[0].Node.Shape.Channels);
        Assert.Equal(
            [ActivationKind.Relu, ActivationKind.Tanh],
            network.Nodes.Select(n => n.Operation).OfType<ActivationOperation>().Select(a => a.Activation.Kind));
    }

    [Fact]
    public void ATrailingBodyKeepsForTheAggregateAroundIt() =>
        Assert.Equal("20x32x32", ArchText.Shape("aggregate { keep; b { conv 1x1, 4; keep } }", "block b(body: block) { body }"));

    [Fact]
    public void ABlockCannotKeepForItsCaller() =>
        Assert.Equal("ARCH0212: `keep` stands in the body of an aggregate or dense", ArchText.OnlyFindingIn("aggregate { keep; b }", "block b { keep }"));

    [Fact]
    public void ArgumentsOfACallAreKeptWithTheScope()
    {
        Scope scope = ArchText.Body("b 3, [1, 2]", "/// Documented.\nblock b(width: int, list: int[3], flag = true) { conv 1x1, width }").Root.Scopes.Single();

        Assert.Equal(("b1", "b", "Documented."), (scope.Name, scope.Definition, scope.Documentation));
        Assert.Equal("width=3 list=[1, 2, 2] flag=true", string.Join(" ", scope.Arguments.Select(a => $"{a.Name}={a.Text}")));
    }

    [Theory]
    [InlineData("b", "ARCH0207: `b` needs `width`: int")]
    [InlineData("b widht: 3", "ARCH0204: `b` has no parameter `widht`")]
    [InlineData("b 3, 4, 5", "ARCH0208: `b` takes at most 2 arguments")]
    [InlineData("b 3, width: 4", "ARCH0205: `b` is given `width` twice")]
    [InlineData("b list: 3, 4", "ARCH0208: an argument of `b` without a name stands behind one with a name")]
    [InlineData("b 3 { pass }", "ARCH0211: `b` takes no body, not one")]
    [InlineData("b \"3\"", "ARCH0301: `width` of `b` wants a whole number, got the text \"3\"")]
    [InlineData("d", "ARCH0207: `d` needs `body`: a block or a trailing body")]
    [InlineData("d { } { }", "ARCH0211: `d` takes one body, not 2")]
    [InlineData("d 3", "ARCH0301: `body` of `d` wants a block, got the number 3")]
    [InlineData("d { } as x", "ARCH0205: two statements are named `x`")]
    [InlineData("e { pass }", "ARCH0208: `body` takes no arguments")]
    public void AWrongCallIsOneError(string call, string finding) => Assert.Equal(finding, ArchText.OnlyFindingIn(
        call,
        "block b(width: int, list: int[2] = 1) { conv 1x1, width }\nblock d(body: block) { body }\nblock e(body: block) { body 3 }"));

    [Fact]
    public void FunctionsHaveDefaultsAndNamedArguments() =>
        Assert.Equal("9x32x32", ArchText.Shape("conv 1x1, f(b: 3) + f(1)", "fn f(a = 4, b = a) = a + b"));
}
