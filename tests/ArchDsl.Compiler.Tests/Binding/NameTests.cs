using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Weight keys, names of tensors and how far names, lets and defaults reach.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("conv 1x1; conv 1x1", "conv1.conv conv2.conv")]
    [InlineData("conv 1x1; conv_depthwise 3x3; conv 1x1; linear 3", "conv1.conv conv_depthwise1.conv conv2.conv linear1")]
    [InlineData("conv 1x1, norm: batch as proj; conv 1x1", "proj.conv proj.norm conv1.conv")]
    [InlineData("repeat 2 { conv 1x1; conv 1x1 }", "conv1.conv conv2.conv conv3.conv conv4.conv")]
    [InlineData("for i in 0..1 { conv 1x1 }; conv 1x1", "conv1.conv conv2.conv conv3.conv")]
    [InlineData("if true { conv 1x1 }; conv 1x1", "conv1.conv conv2.conv")]
    [InlineData("conv 1x1 when false; conv 1x1", "conv1.conv")]
    [InlineData("stage a { conv 1x1 }; stage b { conv 1x1 }; conv 1x1", "a.conv1.conv b.conv1.conv conv1.conv")]
    [InlineData("head { globalpool; linear 3 as fc }", "head.fc")]
    [InlineData("residual { conv 1x1 } { conv 1x1 }", "conv1.conv conv2.conv")]
    [InlineData("residual { conv 1x1 } { conv 1x1 } as r; conv 1x1", "r.conv1.conv r.conv2.conv conv1.conv")]
    [InlineData("branch { conv 1x1 } { conv 1x1 } as b", "b.conv1.conv b.conv2.conv")]
    [InlineData("split 1/2 { conv 1x1 } { conv 1x1 }", "conv1.conv conv2.conv")]
    [InlineData("aggregate { conv 1x1; keep } as a", "a.conv1.conv")]
    [InlineData("dense { conv 1x1; keep } as d", "d.conv1.conv")]
    [InlineData("repeat 2 { conv 1x1 } as r", "r.conv1.conv r.conv2.conv")]
    [InlineData("for i in 3..4 { conv 1x1 as \"p{i}\" }", "p3.conv p4.conv")]
    [InlineData("repeat 2 { conv 1x1 as p }", "p.conv p2.conv")]
    [InlineData("for i in 0..1 { stage s { conv 1x1 } }", "s.conv1.conv s2.conv1.conv")]
    [InlineData("conv 1x1 as conv1; conv 1x1; conv 1x1", "conv1.conv conv2.conv conv3.conv")]
    [InlineData("norm batch; norm batch as last", "norm1 last")]
    [InlineData("se 1/4; ese; eca; sam norm: batch", "se1.fc1 se1.fc2 ese1.fc eca1.conv sam1.conv sam1.norm")]
    public void KeysAreThePathOfNames(string statements, string modules) =>
        Assert.Equal(modules, string.Join(" ", ArchText.Modules(statements)));

    [Theory]
    [InlineData("b; b", "b1.conv1.conv b2.conv1.conv")]
    [InlineData("b as left; b", "left.conv1.conv b1.conv1.conv")]
    [InlineData("stage s { b; b }; stage t { b }", "s.b1.conv1.conv s.b2.conv1.conv t.b1.conv1.conv")]
    [InlineData("twice { conv 1x1; b }", "twice1.body1.conv1.conv twice1.body1.b1.conv1.conv twice1.body2.conv1.conv twice1.body2.b1.conv1.conv")]
    [InlineData("twice b", "twice1.body1.conv1.conv twice1.body2.conv1.conv")]
    [InlineData("named { conv 1x1 }", "named1.first.conv1.conv named1.second.conv1.conv")]
    public void ABlockJoinsThePath(string statements, string modules) =>
        Assert.Equal(modules, string.Join(" ", ArchText.Modules(
            statements,
            "block b { conv 1x1 }\nblock twice(body: block) { body; body }\nblock named(body: block) { body as first; body as second }")));

    [Fact]
    public void KeysOfANetworkAreThoseOfTheReference()
    {
        Network network = ArchText.CompileZoo("vovnet.arch", "VoVNet39").Networks[0];
        string[] keys = [.. network.Weights.Select(w => w.Key)];
        Assert.Contains("c3.osa1.layer5.conv1.conv.weight", keys);
        Assert.Contains("c4.osa2.conv1.norm.weight", keys);
        Assert.Contains("head.fc.weight", keys);
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("conv 1x1, 3 as a; conv 1x1, 4; from a", "3x32x32")]
    [InlineData("repeat 1 { conv 1x1, 3 as a }; conv 1x1, 4; from a", "3x32x32")]
    [InlineData("branch { conv 1x1, 3 as a } { conv 1x1, 4 }; from a", "3x32x32")]
    [InlineData("stage s { conv 1x1, 3 as a }; conv 1x1, 4; from a", "3x32x32")]
    [InlineData("stage s { conv 1x1, 3 }; conv 1x1, 4; from s", "3x32x32")]
    [InlineData("for i in 1..3 { conv 1x1, i as a }; conv 1x1, 9; from a", "3x32x32")]
    [InlineData("for i in 1..3 { conv 1x1, i as \"p{i}\" }; from p2", "2x32x32")]
    [InlineData("if c == 16 { conv 1x1, 3 as a } else { conv 1x1, 4 as a }; from a", "3x32x32")]
    [InlineData("residual { conv 1x1 } as r; globalpool; from r", "16x32x32")]
    [InlineData("from x as y; conv 1x1, 3; from y", "16x32x32")]
    [InlineData("let width = 3; stage width { conv 1x1, 8 }; conv 1x1, width + width.c", "11x32x32")]
    [InlineData("conv 1x1, 8 as c3; conv 1x1, c3.c / 2; conv 3x3, c3.h", "32x32x32")]
    public void ATensorKeepsItsName(string statements, string shape)
    {
        Compilation compilation = ArchText.Compile(ArchText.InArch(statements));
        Assert.False(compilation.HasErrors, ArchText.Findings(compilation));
        Assert.Equal(shape, compilation.Networks[0].Outputs[0].Node.Shape.ToString());
    }

    [Fact]
    public void NamesEndWithTheBlockCall()
    {
        const string Block = "block b { conv 1x1 as inner; add this, inner }";
        Assert.Equal("16x32x32", ArchText.Shape("b; b; conv 1x1 as inner", Block));
        Assert.Equal("ARCH0203: there is no tensor `inner` here", ArchText.OnlyFindingIn("b; from inner", Block));
        Assert.Equal("ARCH0203: there is no tensor `outer` here", ArchText.OnlyFindingIn("conv 1x1 as outer; b", "block b { from outer }"));
    }

    [Theory]
    [InlineData("conv 1x1 as a; act relu as a", "ARCH0205: two statements are named `a`")]
    [InlineData("stage a { }; stage a { }", "ARCH0205: two statements are named `a`")]
    [InlineData("stage a { }; conv 1x1 as a", "ARCH0205: two statements are named `a`")]
    [InlineData("conv 1x1 as x", "ARCH0205: two statements are named `x`")]
    [InlineData("conv 1x1; conv 1x1 as conv1", "ARCH0205: two statements are named `conv1`")]
    [InlineData("conv 1x1 as c", "ARCH0206: `c` is reserved and cannot be a name")]
    [InlineData("stage this { }", "ARCH0206: `this` is reserved and cannot be a name")]
    [InlineData("let old = 3", "ARCH0206: `old` is reserved and cannot be a name")]
    [InlineData("for c in 0..1 { }", "ARCH0206: `c` is reserved and cannot be a name")]
    [InlineData("let y = 1; if true { let z = y }; conv 1x1, z", "ARCH0202: there is no value `z`")]
    [InlineData("for i in 0..1 { }; conv 1x1, i", "ARCH0202: there is no value `i`")]
    [InlineData("act relu as \"a b\"", "ARCH0301: wanted a name of letters, digits and _, got \"a b\"")]
    public void AWrongNameIsOneError(string statements, string finding) => Assert.Equal(finding, ArchText.OnlyFindingIn(statements));

    [Theory]
    [InlineData("defaults norm: batch, act: relu; conv 1x1", "conv batch_norm act")]
    [InlineData("if true { defaults norm: batch; conv 1x1 }; conv 1x1", "conv batch_norm conv")]
    [InlineData("stage s { defaults act: relu; conv 1x1 }; conv 1x1", "conv act conv")]
    [InlineData("defaults norm: batch; defaults act: silu; conv 1x1", "conv batch_norm act")]
    [InlineData("defaults norm: batch, act: relu; defaults norm: none; conv 1x1", "conv act")]
    [InlineData("defaults norm: batch, act: relu; conv 1x1, act: none", "conv batch_norm")]
    [InlineData("defaults act: relu, order: act_conv_norm; conv 1x1; defaults order: auto; conv 1x1", "act conv act conv")]
    [InlineData("defaults act: relu; b", "conv act")]
    [InlineData("b; defaults act: relu; conv 1x1", "conv conv act")]
    [InlineData("defaults norm: batch; own; conv 1x1", "conv batch_norm act conv batch_norm")]
    [InlineData("defaults norm: batch; wrap { conv 1x1 }", "conv batch_norm conv batch_norm act")]
    [InlineData("defaults act: tanh; norm batch; act", "batch_norm act")]
    public void DefaultsReachToTheEndOfTheirBody(string statements, string operations) =>
        Assert.Equal(operations, ArchText.Operations(
            statements,
            "block b { conv 1x1 }\nblock own { defaults act: relu; conv 1x1 }\nblock wrap(body: block) { defaults act: relu; body; conv 1x1 }"));
}
