namespace ArchDsl.Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("")]
    [InlineData("chek x.arch")]
    [InlineData("check")]
    [InlineData("summary")]
    [InlineData("summary a.arch b.arch")]
    [InlineData("summary a.arch --format yaml")]
    [InlineData("summary a.arch --input 3x224")]
    [InlineData("summary a.arch --input 3x0x224")]
    [InlineData("summary a.arch --input axbxc")]
    [InlineData("summary a.arch --input 3x99999999999x4")]
    [InlineData("graph a.arch --format png")]
    [InlineData("emit a.arch")]
    [InlineData("emit a.arch --target java")]
    [InlineData("export a.arch --to caffe")]
    [InlineData("check a.arch --format xml")]
    [InlineData("profile a.arch --threads -1")]
    [InlineData("profile a.arch --runs 0")]
    [InlineData("profile a.arch --width 1024")]
    public void AWrongCommandLineEndsWithTwoAndPointsToTheHelp(string line)
    {
        Assert.Equal(ExitCode.Usage, _tool.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("--help", _tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("format")]
    [InlineData("summary")]
    [InlineData("graph")]
    [InlineData("profile")]
    [InlineData("explain")]
    public void EveryCommandHasHelp(string command)
    {
        Assert.Equal(ExitCode.Ok, _tool.Run(command, "--help"));
        Assert.Contains("Usage:", _tool.Out, StringComparison.Ordinal);
        Assert.Empty(_tool.Error);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("format")]
    [InlineData("summary")]
    [InlineData("graph")]
    [InlineData("profile")]
    public void AMissingFileEndsWithTwo(string command)
    {
        Assert.Equal(ExitCode.Usage, _tool.Run(command, "missing/net.arch"));
        Assert.Equal("archdsl: there is no file missing/net.arch\n", _tool.Error);
        Assert.Empty(_tool.Out);
    }

    [Fact]
    public void AFolderIsNoFileForASummary()
    {
        Directory.CreateDirectory(_tool.PathOf("models"));
        Assert.Equal(ExitCode.Usage, _tool.Run("summary", "models"));
        Assert.StartsWith("archdsl: models is a folder\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ABinaryFileIsNoText()
    {
        File.WriteAllBytes(_tool.PathOf("net.arch"), [0x7f, 0x45, 0x00, 0x46]);
        Assert.Equal(ExitCode.Usage, _tool.Run("check", "net.arch"));
        Assert.Equal("archdsl: net.arch is not a text file\n", _tool.Error);
    }

    [Fact]
    public void TextInAnotherEncodingIsRefused()
    {
        File.WriteAllBytes(_tool.PathOf("net.arch"), [0x2f, 0x2f, 0xe4, 0x0a]);
        Assert.Equal(ExitCode.Usage, _tool.Run("check", "net.arch"));
        Assert.Equal("archdsl: net.arch is not UTF-8 text\n", _tool.Error);
    }

    [Fact]
    public void AFolderWithoutArchFilesIsSaid()
    {
        _tool.With("models/readme.md", "");
        Assert.Equal(ExitCode.Usage, _tool.Run("check", "models"));
        Assert.Equal("archdsl: there is no .arch file in models\n", _tool.Error);
    }

    [Fact]
    public void AnUnknownCodeIsNotExplained()
    {
        Assert.Equal(ExitCode.Usage, _tool.Run("explain", "XYZ1"));
        Assert.StartsWith("archdsl: there is no diagnostic XYZ1\n", _tool.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();
}
