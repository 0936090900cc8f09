using System.Text.Json;
using ArchDsl.Cli.Diffs;
using ArchDsl.Cli.Tests.Commands;
using ArchDsl.Cli.Tests.Pictures;
using ArchDsl.Compiler.Graph;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Diffs;

public sealed class DiffTests : IDisposable
{
    private const string Edited = """
        import "std/zoo/resnet.arch"
        import "std/blocks.arch"
        arch Csp = ResNet50 {
            replace bottleneck, within: repeat { bottleneck old.width / 2 }
            replace repeat { csp { old } }
        }
        arch Deep = ResNet101
        """;

    private readonly ToolRun _tool = new ToolRun().With("nets.arch", Samples.Nets).With("edited.arch", Edited).With("one.arch", Samples.Importing).With("blocks/pair.arch", Samples.Pair);

    private static string Zoo => Path.Combine(Repository.Root, "dsl/zoo/resnet.arch");

    [Fact]
    public void TwoNetworksOfOneFile()
    {
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("diff", "nets.arch", "Small", "Wide"), _tool.Error));
        string named = _tool.Out;
        Assert.Equal(ExitCode.Ok, _tool.Run("diff", "nets.arch"));
        Assert.Equal(named, _tool.Out);
        Snapshot.Verify(named, "txt");
    }

    [Fact]
    public void AsJson()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("diff", "nets.arch", "--format", "json"));
        using JsonDocument json = JsonDocument.Parse(_tool.Out);
        Assert.False(json.RootElement.GetProperty("equal").GetBoolean());
        Snapshot.Verify(_tool.Out, "json");
    }

    [Fact]
    public void ABlockPutAroundRepeatsPairsWhatStandsInside()
    {
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("diff", Zoo, "edited.arch", "ResNet50", "Csp"), _tool.Error));
        Snapshot.Verify(_tool.Out, "txt");
    }

    [Fact]
    public void WhatOnlyStandsMoreOftenIsOneLine()
    {
        NetworkDiff diff = NetworkDiff.Of(Written.Of("dsl/zoo/resnet.arch", "ResNet50"), Written.Of("dsl/zoo/resnet.arch", "ResNet101"));
        DiffNode stage = Assert.Single(diff.Structure, n => n.Change != Change.Same);
        Assert.Equal("s3", stage.Left?.Name);
        DiffNode block = Assert.Single(stage.Parts, n => n.Change != Change.Same);
        Assert.Equal((5, 22, 0), (block.Left?.Repeat, block.Right?.Repeat, block.Parts.Count));
    }

    [Fact]
    public void EqualNetworksAreSaidToBe()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("diff", "nets.arch", "nets.arch", "Small", "--exit-code"));
        Assert.EndsWith("The networks are equal.\n", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void ADifferenceIsAnErrorOnlyWhereThatIsAsked()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("diff", "nets.arch"));
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("diff", "nets.arch", "--exit-code"));
    }

    [Fact]
    public void AnotherNameOfALayerIsADifference()
    {
        _tool.With("a.arch", "arch A {\n    input image: 3x8x8\n    conv 3x3, 8 as first\n}\n").With("b.arch", "arch B {\n    input image: 3x8x8\n    conv 3x3, 8 as start\n}\n");
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("diff", "a.arch", "b.arch", "--exit-code"));
        Assert.Contains("~ first: conv 3x3 8x8x8  start: conv 3x3 8x8x8", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void EverySideOfADiffIsWhole()
    {
        NetworkDiff diff = NetworkDiff.Of(Written.Of("dsl/zoo/resnet.arch", "ResNet50"), Written.Of("dsl/zoo/vovnet.arch", "VoVNet39"));
        Assert.Equal(["stem", "c2", "c3", "c4", "c5", "s1", "s2", "s3", "s4", "head"], diff.Stages.Select(s => s.Name));
        Assert.Equal(["image", "stem", "s1", "s2", "s3", "s4", "head", "output"], diff.Structure.Where(n => n.Left is not null).Select(n => n.Left!.Name));
        Assert.Equal(["image", "stem", "c2", "c3", "c4", "c5", "head", "output"], diff.Structure.Where(n => n.Right is not null).Select(n => n.Right!.Name));
    }

    [Theory]
    [InlineData("there is nothing to compare", "one.arch", "Net")]
    [InlineData("there is nothing to compare", "Net", "Other")]
    [InlineData("one.arch does not hold two networks", "one.arch")]
    [InlineData("nets.arch holds several networks", "nets.arch", "one.arch")]
    [InlineData("nets.arch has no arch Tiny", "nets.arch", "Small", "Tiny")]
    public void WhatCannotBeComparedIsWrongUsage(string message, params string[] operands)
    {
        Assert.Equal(ExitCode.Usage, _tool.Run(["diff", .. operands]));
        Assert.StartsWith("archdsl: " + message, _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ColoursMarkWhatWentAndWhatCame()
    {
        Network left = SmallNetworks.Aggregating();
        string text = DiffText.Render(NetworkDiff.Of(left, SmallNetworks.TwoInputs()), Style.Ansi);
        Assert.Contains("\e[1;31m- stem", text, StringComparison.Ordinal);
        Assert.Contains("\e[1;32m+ ", text, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();
}
