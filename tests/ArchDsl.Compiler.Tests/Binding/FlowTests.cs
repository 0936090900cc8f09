using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>How the current tensor flows: residual, split, branch, aggregate, dense, joins, loops and conditions.</summary>
public sealed class FlowTests
{
    [Theory]
    [InlineData("residual { conv 3x3 }", "conv add")]
    [InlineData("residual { conv 3x3, 8 } { conv 1x1, 8 }", "conv conv add")]
    [InlineData("residual shortcut: false { conv 3x3, 8 }", "conv")]
    [InlineData("residual shortcut: false { conv 3x3, 8 } { conv 1x1, 9 }", "conv")]
    [InlineData("residual partial: true { conv 3x3, 24 }", "conv partial_add")]
    [InlineData("residual partial: true { conv 3x3, 8, stride: 2 }", "conv partial_add")]
    [InlineData("residual { } { }", "add")]
    [InlineData("split 1/2 { pass } { conv 3x3 }", "slice slice conv concat")]
    [InlineData("split 1/2, join: add { } { }", "slice slice add")]
    [InlineData("branch { } { conv 3x3, 8 }", "conv concat")]
    [InlineData("branch join: multiply { conv 3x3 } { globalpool }", "conv globalpool multiply")]
    [InlineData("branch join: max { } { conv 3x3 } { conv 3x3 }", "conv conv max")]
    [InlineData("branch { conv 3x3 }", "conv")]
    [InlineData("aggregate { keep; repeat 2 { conv 3x3; keep } }", "conv conv concat")]
    [InlineData("aggregate join: add { keep; conv 3x3; keep }", "conv add")]
    [InlineData("aggregate { conv 3x3; keep; conv 3x3 as gone }\n outputs this, gone", "conv conv")]
    [InlineData("dense { keep; repeat 2 { conv 3x3, 4; keep } }", "conv concat conv concat")]
    [InlineData("concat x, this, x", "concat")]
    [InlineData("conv 3x3 as y; add x, y", "conv add")]
    [InlineData("multiply x, x; max x, this", "multiply max")]
    [InlineData("conv 3x3; from x", "conv")]
    [InlineData("repeat 3 { act relu }", "act act act")]
    [InlineData("repeat 0 { act relu }", "")]
    [InlineData("for i in 0..<3 { conv 1x1, i + 1 }", "conv conv conv")]
    [InlineData("if c == 16 { act relu } else { conv 3x3 }", "act")]
    [InlineData("if c > 16 { act relu } else if c < 16 { conv 3x3 } else { globalpool }", "globalpool")]
    [InlineData("act relu when c < 16; globalpool when not (c < 16)", "globalpool")]
    public void IsTheseOperations(string statements, string operations)
    {
        Compilation compilation = ArchText.Compile(ArchText.InArch(statements));
        Assert.False(compilation.HasErrors, ArchText.Findings(compilation));
        Assert.Equal(operations, string.Join(" ", compilation.Networks[0].Nodes.Skip(1).Select(n => n.Operation.Name)));
    }

    [Theory]
    [InlineData("split 1/2 { } { }", "16x32x32")]
    [InlineData("split 4 { } { conv 1x1, in }", "16x32x32")]
    [InlineData("split 1/4 { conv 1x1, 1 } { conv 1x1, 2 } { conv 1x1, 3 } { conv 1x1, in }", "10x32x32")]
    [InlineData("split [1/2, 1/4] { conv 1x1, 1 } { conv 1x1, 1 } { conv 1x1, 2 * in }", "10x32x32")]
    [InlineData("split [2, 6, 8] { } { } { conv 1x1, in * 10 }", "88x32x32")]
    [InlineData("residual partial: true { conv 3x3, 8, stride: 2 }", "8x16x16")]
    [InlineData("branch { conv 3x3, 4, stride: 2 } { maxpool 2 }", "20x16x16")]
    [InlineData("aggregate { keep; repeat 3 { conv 3x3, 5; keep } }", "31x32x32")]
    [InlineData("dense { keep; repeat 3 { conv 3x3, 5; keep } }", "31x32x32")]
    [InlineData("dense { repeat 3 { conv 3x3, 5; keep } }", "15x32x32")]
    [InlineData("dense { keep; conv 3x3, 5; keep; conv 1x1, 7 }", "7x32x32")]
    [InlineData("conv 1x1, 4 as y; from x; conv 1x1, c / 2; concat this, y", "12x32x32")]
    [InlineData("concat x, this", "32x32x32")]
    [InlineData("for i, n in [3, 5] { conv 1x1, n + 10 * i }", "15x32x32")]
    [InlineData("for i, (a, b) in [[1, 2], [3, 4]] { conv 1x1, 100 * i + 10 * a + b }", "134x32x32")]
    [InlineData("for (a, b) in zip([1, 2], [3, 4]) { conv 1x1, 10 * a + b }", "24x32x32")]
    [InlineData("for i in 1..4 { conv 1x1, i }", "4x32x32")]
    [InlineData("for i in 1..<4 { conv 1x1, i }", "3x32x32")]
    [InlineData("for i in 1..8 step 3 { conv 1x1, i }", "7x32x32")]
    [InlineData("for i in reverse(1..8) { conv 1x1, i }", "1x32x32")]
    [InlineData("for i in 4..1 { conv 1x1, i }", "16x32x32")]
    public void GivesItsShape(string statements, string shape) => Assert.Equal(shape, ArchText.Shape(statements));

    // `in` is c where the innermost body of a block, stage or statement began; loops and conditions run their lines.
    [Theory]
    [InlineData("conv 1x1, 8; conv 1x1, in", "16x32x32")]
    [InlineData("stage s { conv 1x1, 8; conv 1x1, in }", "16x32x32")]
    [InlineData("conv 1x1, 8; stage s { conv 1x1, 4; conv 1x1, in }", "8x32x32")]
    [InlineData("conv 1x1, 8; stage s { conv 1x1, 4; repeat 1 { conv 1x1, in } }", "8x32x32")]
    [InlineData("conv 1x1, 8; stage s { conv 1x1, 4; for i in [1] { conv 1x1, in } }", "8x32x32")]
    [InlineData("conv 1x1, 8; stage s { conv 1x1, 4; if true { conv 1x1, in } }", "8x32x32")]
    [InlineData("conv 1x1, 8; stage s { conv 1x1, 4; residual { conv 1x1, 3; conv 1x1, in } }", "4x32x32")]
    [InlineData("conv 1x1, 8; stage s { conv 1x1, 4; branch { conv 1x1, 3; conv 1x1, in } }", "4x32x32")]
    public void InIsTheWidthWhereTheBodyBegan(string statements, string shape) => Assert.Equal(shape, ArchText.Shape(statements));

    [Fact]
    public void InOfABlockIsTheWidthWhereItWasCalled() =>
        Assert.Equal("6x32x32", ArchText.Shape("conv 1x1, 6; b", "block b { conv 1x1, 3; repeat 1 { conv 1x1, in } }"));

    [Fact]
    public void TheSlicesOfASplitLieSideBySide() =>
        Assert.Equal(
            ["0+4", "4+4", "8+8"],
            ArchText.Body("split [4, 1/4] { } { } { }").Nodes.Select(n => n.Operation).OfType<SliceOperation>().Select(s => $"{s.Start}+{s.Count}"));

    [Fact]
    public void AnAggregateJoinsInTheOrderKept()
    {
        Network network = ArchText.Body("aggregate { conv 1x1, 1; keep; from x; keep; conv 1x1, 2; keep }");
        Assert.Equal([1, 16, 2], network.Nodes[^1].Inputs.Select(n => n.Shape.Channels));
    }

    [Fact]
    public void KeepWithinAnotherBodyBelongsToTheAggregateAround() =>
        Assert.Equal("24x32x32", ArchText.Shape("aggregate { branch { conv 1x1, 8; keep } { conv 1x1, 8 }; keep }"));

    [Fact]
    public void OfSeveralInputsTheFirstFlows()
    {
        Network network = ArchText.Network("arch A { input a: 3x8x8, b: 5x8x8; input d: 2x8x8; conv 1x1; concat this, b, d }");
        Assert.Equal(["a", "b", "d"], network.Inputs.Select(i => ((InputOperation)i.Operation).InputName));
        Assert.Equal(new Shape(10, 8, 8), network.Outputs[0].Node.Shape);
    }

    [Fact]
    public void WithoutOutputsTheLastTensorIsTheResult()
    {
        Network network = ArchText.Body("conv 1x1, 3; conv 1x1, 7");
        Assert.False(network.NamesOutputs);
        Assert.Equal(7, Assert.Single(network.Outputs).Node.Shape.Channels);
    }

    [Fact]
    public void OutputsAreNamedAndRenamed()
    {
        Network network = ArchText.Body("conv 1x1, 3 as p3; conv 1x1, 4 as p4; outputs p3, boxes: p4, input_: x");
        Assert.Equal(["p3:3", "boxes:4", "input_:16"], network.Outputs.Select(o => $"{o.Name}:{o.Node.Shape.Channels}"));
    }

    [Fact]
    public void OneByOneMapsSpreadInSumsAndProducts()
    {
        Assert.Equal("16x32x32", ArchText.Shape("globalpool as g; add x, g"));
        Assert.Equal("16x32x32", ArchText.Shape("globalpool; multiply this, x"));
        Assert.StartsWith("ARCH0401", ArchText.OnlyFindingIn("globalpool; max this, x"));
    }
}
