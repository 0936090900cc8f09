using System.Xml.Linq;

namespace ArchDsl.Cli.Tests.Commands;

public sealed class TranslationCommandTests : IDisposable
{
    private readonly ToolRun _tool = new ToolRun().With("nets.arch", Samples.Nets).With("broken.arch", Samples.Broken);

    [Theory]
    [InlineData("mermaid", "subgraph g0[\"stem\"]")]
    [InlineData("dot", "subgraph cluster_g0 {")]
    [InlineData("svg", "<svg xmlns=")]
    public void AGraphIsDrawnInEveryLanguage(string format, string sign)
    {
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("graph", "nets.arch", "--arch", "Small", "--format", format), _tool.Error));
        Assert.Contains(sign, _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void AGraphCanGoToAFile()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("graph", "nets.arch", "--arch", "Wide", "--format", "svg", "-o", "docs/wide.svg"));
        Assert.Empty(_tool.Out);
        Assert.Equal("svg", XDocument.Load(_tool.PathOf("docs/wide.svg")).Root?.Name.LocalName);
    }

    [Fact]
    public void OfSeveralNetworksOneMustBeNamed()
    {
        Assert.Equal(ExitCode.Usage, _tool.Run("graph", "nets.arch"));
        Assert.Equal("archdsl: nets.arch holds several networks\n  help: name one with --arch: Small, Wide\n", _tool.Error);
    }

    [Theory]
    [InlineData("graph", "broken.arch")]
    [InlineData("emit", "broken.arch", "--target", "info")]
    [InlineData("export", "broken.arch", "--to", "pytorch")]
    public void ABrokenFileGivesItsErrorsAndOne(params string[] arguments)
    {
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run(arguments));
        Assert.Empty(_tool.Out);
        Assert.StartsWith("broken.arch(3,", _tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("info", "class SmallInfo")]
    [InlineData("torchsharp", "class Small ")]
    [InlineData("cpu", "class SmallCpu")]
    public void EmitPrintsTheClass(string target, string sign)
    {
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("emit", "nets.arch", "--arch", "Small", "--target", target, "--namespace", "My.Nets"), _tool.Error));
        Assert.Contains(sign, _tool.Out, StringComparison.Ordinal);
        Assert.Contains("namespace My.Nets", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void EmitWritesOneFileANetworkAndTarget()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("emit", "nets.arch", "--target", "info", "--target", "cpu", "--output", "out"));
        Assert.Empty(_tool.Out);
        string[] files = [.. Directory.EnumerateFiles(_tool.PathOf("out")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Equal(["SmallCpu.g.cs", "SmallInfo.g.cs", "WideCpu.g.cs", "WideInfo.g.cs"], files);
    }

    [Fact]
    public void ExportPrintsAPythonModule()
    {
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("export", "nets.arch", "--arch", "Small", "--to", "pytorch"), _tool.Error));
        Assert.Contains("class Small(", _tool.Out, StringComparison.Ordinal);
        Assert.Contains("import torch", _tool.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();
}
