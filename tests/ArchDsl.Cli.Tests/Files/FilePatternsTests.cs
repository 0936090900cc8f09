using ArchDsl.Cli.Files;

namespace ArchDsl.Cli.Tests.Files;

public sealed class FilePatternsTests : IDisposable
{
    private readonly ToolRun _tool = new ToolRun()
        .With("b.arch", "").With("a.arch", "").With("notes.md", "").With("zoo/c.arch", "").With("zoo/deep/d.arch", "")
        .With("obj/x.arch", "").With("bin/y.arch", "").With(".cache/z.arch", "").With("odd*name.arch", "");

    [Fact]
    public void AFolderGivesItsFilesWithoutBuildOutputs() =>
        Assert.Equal(["a.arch", "b.arch", "odd*name.arch", "zoo/c.arch", "zoo/deep/d.arch"], Expand(".").Select(f => f.Replace("./", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("?.arch", "a.arch b.arch")]
    [InlineData("zoo/*.arch", "zoo/c.arch")]
    [InlineData("zoo/**", "zoo/c.arch zoo/deep/d.arch")]
    [InlineData("**/d.*", "zoo/deep/d.arch")]
    [InlineData("**/?.arch", "a.arch b.arch zoo/c.arch zoo/deep/d.arch")]
    [InlineData("odd*name.arch", "odd*name.arch")]
    public void PatternsMatchPaths(string pattern, string expected) =>
        Assert.Equal(expected.Split(' '), Expand(pattern));

    [Fact]
    public void AFileNamedTwiceIsTakenOnce() =>
        Assert.Equal(["b.arch", "a.arch"], Expand("b.arch", "a.arch", "./b.arch", "?.arch"));

    [Fact]
    public void APatternWithoutMatchIsAMistake()
    {
        Assert.Throws<UsageException>(() => Expand("*.onnx"));
        Assert.Throws<UsageException>(() => Expand("nowhere/*.arch"));
    }

    public void Dispose() => _tool.Dispose();

    private IReadOnlyList<string> Expand(params string[] arguments) => FilePatterns.Expand(arguments, _tool.Directory);
}
