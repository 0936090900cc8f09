using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Edits of a copy: what a pattern matches, where, in which order, and what stands there then.</summary>
public sealed class EditTests
{
    private const string Original =
        """
        block unit(width: int, stride = 1) { conv 1x1, width; residual { conv 3x3, width, groups: 2 } { conv 1x1, width as proj }; conv 3x3, stride: stride }
        arch Base(turns = 2, runtime classes = 10) {
            input x: 8x16x16
            defaults norm: batch, act: relu
            stage stem { conv 3x3, 8, norm: none as entry }
            stage s1 { unit 8; repeat turns { unit 8 } }
            stage s2 { unit 16, 2 }
            stage s3 { conv 5x5; avgpool 2 }
            head { globalpool; linear classes as fc }
        }

        """;

    // `pass` takes what it replaces out: these are the layers that are left of those with weights.
    [Theory]
    [InlineData("conv", "head.fc")]
    [InlineData("entry", "s1.* s2.* s3.conv1 head.fc")]
    [InlineData("s1", "stem.entry s2.* s3.conv1 head.fc")]
    [InlineData("unit", "stem.entry s3.conv1 head.fc")]
    [InlineData("unit(8)", "stem.entry s2.* s3.conv1 head.fc")]
    [InlineData("unit(stride: 2)", "stem.entry s1.* s3.conv1 head.fc")]
    [InlineData("unit(stride: 1)", "stem.entry s2.* s3.conv1 head.fc")]
    [InlineData("repeat", "stem.entry s1.unit1.* s2.* s3.conv1 head.fc")]
    [InlineData("repeat(2)", "stem.entry s1.unit1.* s2.* s3.conv1 head.fc")]
    [InlineData("conv(5x5)", "stem.entry s1.* s2.* head.fc")]
    [InlineData("conv(5)", "stem.entry s1.* s2.* head.fc")]
    [InlineData("conv(norm: none)", "s1.* s2.* s3.conv1 head.fc")]
    [InlineData("conv(bias: true)", "s1.* s2.* s3.conv1 head.fc")]
    [InlineData("conv(norm: batch), within: [s1, s2]", "stem.entry s3.conv1 head.fc")]
    [InlineData("conv(act: relu, groups: 1, dilation: 1), within: s3", "stem.entry s1.* s2.* head.fc")]
    [InlineData("linear", "stem.entry s1.* s2.* s3.conv1")]
    [InlineData("fc", "stem.entry s1.* s2.* s3.conv1")]
    [InlineData("head", "stem.entry s1.* s2.* s3.conv1")]
    [InlineData("unit, within: repeat", "stem.entry s1.unit1.* s2.* s3.conv1 head.fc")]
    [InlineData("unit, within: s1..s2", "stem.entry s3.conv1 head.fc")]
    [InlineData("conv, within: s2..s3", "stem.entry s1.* head.fc")]
    [InlineData("conv, within: [stem, s3]", "s1.* s2.* head.fc")]
    [InlineData("conv, within: unit, except: repeat", "stem.entry s1.unit2.* s1.unit3.* s3.conv1 head.fc")]
    [InlineData("conv, except: [stem, unit]", "stem.entry s1.* s2.* head.fc")]
    [InlineData("conv, except: s1..s3", "s1.* s2.* s3.conv1 head.fc")]
    [InlineData("conv, except: entry", "stem.entry head.fc")]
    [InlineData("stage, except: [s1, s2]", "s1.* s2.* head.fc")]
    [InlineData("stage, except: s1..s2", "s1.* s2.* head.fc")]
    [InlineData("head, except: stem..s3", "stem.entry s1.* s2.* s3.conv1")]
    public void APatternMatchesByNameArgumentsAndPlace(string pattern, string left)
    {
        string[] all = ["stem.entry", .. Unit("s1.unit1"), .. Unit("s1.unit2"), .. Unit("s1.unit3"), .. Unit("s2.unit1"), "s3.conv1", "head.fc"];
        string[] wanted = left.Split(' ');
        Assert.Equal(
            all.Where(key => wanted.Any(w => w.EndsWith('*') ? key.StartsWith(w[..^1], StringComparison.Ordinal) : key == w)),
            Layers(Edited(pattern == "conv" ? "replace conv { pass }" : $"replace {pattern} {{ pass }}")).Where(k => k.Length > 0));
    }

    // The second convolution of a unit stands in a residual, next to its projection; the third is the second then.
    [Fact]
    public void AStatementWithBodiesIsAPlaceToo() =>
        Assert.Equal(
            ["s2.unit1.conv1", "s2.unit1.proj", "s2.unit1.conv2"],
            Layers(Edited("replace conv, within: residual, except: proj { pass }")).Where(k => k.StartsWith("s2", StringComparison.Ordinal)));

    // Kernel and width stay, and so does the key.
    [Fact]
    public void ASingleStatementTakesOverArgumentsAndKey()
    {
        Network network = Edited("replace conv(5x5) { conv_depthwise norm: none }");
        var conv = (Conv2dOperation)network.Nodes.Single(n => n.ModulePath.StartsWith("s3.conv1", StringComparison.Ordinal) && n.Operation is Conv2dOperation).Operation;
        Assert.Equal((new Size2(5, 5), 16, true), (conv.Kernel, conv.Groups, conv.Bias));
    }

    [Fact]
    public void SeveralStatementsStandForThemselves() =>
        Assert.Equal(
            ["s3.conv1", "s3.conv2"],
            Layers(Edited("replace conv(5x5) { conv 1x1, 4; conv 3x3, 6 }")).Where(k => k.StartsWith("s3", StringComparison.Ordinal)));

    [Fact]
    public void OldRunsWhatWasMatchedAndHasItsArguments()
    {
        Network network = Edited("replace unit, within: s2 { conv 1x1, 2 * old.width; old; ese }");
        Assert.Equal("16x8x8", network.Stages.Single(s => s.Name == "s2").Node.Shape.ToString());
        Assert.Equal(["s2.conv1", .. Unit("s2.unit1"), "s2.ese1.fc"], Layers(network).Where(k => k.StartsWith("s2", StringComparison.Ordinal)));
        Assert.Equal(32, network.Weights.First(w => w.Key == "s2.conv1.conv.weight").Tensor.Shape[0]);
    }

    [Fact]
    public void ArgumentsOfOldArePairsWhereTheParameterIs()
    {
        Network network = Edited("replace conv(stride: 2) { avgpool 2 when old.stride == [2, 2]; conv old.kernel, out: old.out, groups: old.kernel[0] + 1 }");
        Assert.Equal([16, 4, 3, 3], network.Weights.First(w => w.Key == "s2.unit1.conv3.conv.weight").Tensor.Shape);
        Assert.Equal("16x8x8", network.Stages.Single(s => s.Name == "s2").Node.Shape.ToString());
    }

    [Fact]
    public void WhatAnEditPutsInIsOpenToLaterEditsAndNotToItself()
    {
        Assert.Equal(2, In("s3", Edited("replace conv(5x5) { conv 3x3; conv 5x5 }")));
        Assert.Equal(3, In("s3", Edited("replace conv(5x5) { conv 3x3; conv 5x5 }\nreplace conv(3x3), within: s3 { old; conv 1x1 }")));
        Assert.Equal(2, In("s3", Edited("replace conv(5x5) { old; conv 5x5 }")));

        static int In(string stage, Network network) => Layers(network).Count(k => k.StartsWith(stage, StringComparison.Ordinal));
    }

    [Fact]
    public void ACopyOfAnEditedCopyEditsWhatCameOfIt()
    {
        Network network = Last(Original + "arch Wide = Base { replace conv(5x5) { conv 7x7, 24 } }\narch Wider = Wide { replace conv(7x7) { conv out: 32 } }\n");
        Assert.Equal([32, 16, 7, 7], network.Weights.First(w => w.Key == "s3.conv1.conv.weight").Tensor.Shape);
    }

    [Fact]
    public void ACopysParametersDecide()
    {
        const string copy = "arch Short = Base(turns: 1) { replace repeat(1) { pass } when turns == 1 }\n";
        Assert.DoesNotContain(Layers(Last(Original + copy)), k => k.StartsWith("s1.unit2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("conv(7x7)", "`conv` matches nothing: near misses are `conv` at test.arch(5,18), whose `kernel` is [3, 3]; ")]
    [InlineData("conv(3x3, groups: 4)", "`conv` matches nothing: near misses are `conv` at test.arch(5,18), whose `groups` is 1; ")]
    [InlineData("conv(5x5), within: s1", "`conv` matches nothing: near misses are `conv` at test.arch(8,16), which stands in `s3`; ")]
    [InlineData("unit(16), within: repeat", "`unit` matches nothing: near misses are `unit` at test.arch(7,16), which stands in `s2`; ")]
    [InlineData("entry, except: stem", "`entry` matches nothing: near misses are `conv` at test.arch(5,18), which is excepted")]
    [InlineData("avgpool(3)", "`avgpool` matches nothing: near misses are `avgpool` at test.arch(8,26), whose `kernel` is [2, 2]")]
    [InlineData("conv(width: 3)", "`conv` matches nothing: near misses are `conv` at test.arch(5,18), which has no `width`; ")]
    public void MatchingNothingNamesTheNearestMissesFirst(string pattern, string message)
    {
        string finding = ArchText.OnlyFinding(Copy($"replace {pattern} {{ pass }}"));
        Assert.StartsWith($"ARCH0801: {message}", finding + "; ", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unt", "unit")]
    [InlineData("enty", "entry")]
    [InlineData("avgpol", "avgpool")]
    public void ANameThatNothingHasSuggestsTheNearest(string name, string meant)
    {
        Compilation compilation = ArchText.Compile(Copy($"replace {name} {{ pass }}"));
        Assert.Equal(($"`{name}` matches nothing", $"did you mean `{meant}`?"), (Assert.Single(compilation.Diagnostics).Message, compilation.Diagnostics[0].Help));
    }

    [Theory]
    [InlineData("conv, except: porj", "`except` names `porj`, which nothing in the network has", "did you mean `proj`?")]
    [InlineData("conv, within: [s1, steem]", "`within` names `steem`, which nothing in the network has", "did you mean `stem`?")]
    [InlineData("conv(7x7), within: stemm", "`within` names `stemm`, which nothing in the network has", "did you mean `stem`?")]
    [InlineData("conv, within: s1..s33", "a range goes from stage to stage, and `s33` is none", "the stages are stem, s1, s2, s3, head")]
    [InlineData("conv, except: unit..s3", "a range goes from stage to stage, and `unit` is none", "the stages are stem, s1, s2, s3, head")]
    [InlineData("conv, except: s3..s1", "stage `s1` runs before `s3`", "write `s1..s3`")]
    public void APlaceThatNothingHasIsAnError(string pattern, string message, string help)
    {
        Diagnostic finding = Assert.Single(ArchText.Compile(Copy($"replace {pattern} {{ pass }}")).Diagnostics);
        Assert.Equal(("ARCH0803", message, help), (finding.Code, finding.Message, finding.Help));
    }

    [Fact]
    public void AnErrorOfTheOriginalIsNoneOfTheEdit() => Assert.Equal(
        "ARCH0201: there is no statement or block `cnv`",
        ArchText.OnlyFinding(Copy("replace conv(5x5) { pass }").Replace("{ conv 5x5;", "{ cnv 5x5;", StringComparison.Ordinal)));

    [Fact]
    public void AnErrorInAnEditHidesNoOther() => Assert.Equal(
        ["ARCH0204", "ARCH0801", "ARCH0803"],
        ArchText.Compile(Copy("replace entry { conv strid: 2 }\nreplace unt { pass }\nreplace unit, except: s11 { pass }")).Diagnostics.Select(d => d.Code));

    // A shorter copy inherits the edit, and may lack what it leaves out.
    [Fact]
    public void APlaceThatAWhenLeavesOutIsNone() =>
        Assert.Equal(["s.conv1"], Layers(Last(
            """
            block unit(projects: bool) { residual { conv 3x3 } { conv 1x1 as proj when projects } }
            arch Base(projects = true) { input x: 8x8x8; stage s { unit projects } }
            arch Edited = Base { replace unit { conv 1x1 }; replace conv, except: proj { conv 5x5 } }
            arch Plain = Edited(projects: false)

            """)));

    [Theory]
    [InlineData("s1")]
    [InlineData("s2")]
    public void ARangeCountsTheStagesThatAnEditReplaced(string stage) => Assert.Equal(
        ["stem.entry", "s3.conv1", "head.fc"],
        Layers(Edited($"replace {stage} {{ pass }}\nreplace unit, within: s1..s2 {{ pass }}")));

    private static string[] Unit(string path) => [$"{path}.conv1", $"{path}.conv2", $"{path}.proj", $"{path}.conv3"];

    private static string Copy(string edits) => $"{Original}arch Edited = Base {{\n{edits}\n}}\n";

    private static Network Edited(string edits) => Last(Copy(edits));

    private static Network Last(string text)
    {
        Compilation compilation = ArchText.Compile(text);
        Assert.Equal("", ArchText.Findings(compilation));
        return compilation.Networks[^1];
    }

    // The layers that hold weights, a norm's with its convolution.
    private static string[] Layers(Network network) =>
        [.. network.Weights.Select(w => w.Key.Split('.')).Select(k => string.Join('.', k[^2] is "conv" or "norm" ? k[..^2] : k[..^1])).Distinct()];
}
