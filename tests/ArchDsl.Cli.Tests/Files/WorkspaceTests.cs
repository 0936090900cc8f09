using ArchDsl.Cli.Files;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cli.Tests.Files;

public sealed class WorkspaceTests : IDisposable
{
    private readonly ToolRun _tool = new();
    private readonly Workspace _workspace;

    public WorkspaceTests() => _workspace = new Workspace(new Terminal(new StringReader("from input"), TextWriter.Null, TextWriter.Null, _tool.Directory, false));

    [Fact]
    public void PathsInsideTheFolderAreShownFromThere()
    {
        _tool.With("models/net.arch", "arch");
        Assert.Equal("models/net.arch", _workspace.Read("./models/../models/net.arch").Path);
        Assert.Equal("models/net.arch", _workspace.Read(_tool.PathOf("models/net.arch")).Path);
    }

    [Fact]
    public void PathsOutsideAreShownInFull()
    {
        using ToolRun elsewhere = new ToolRun().With("net.arch", "arch");
        Assert.Equal(elsewhere.PathOf("net.arch").Replace('\\', '/'), _workspace.Read(elsewhere.PathOf("net.arch")).Path);
    }

    [Fact]
    public void ImportsAreFoundBesideTheImportingFile()
    {
        _tool.With("models/net.arch", "import").With("models/blocks/osa.arch", "block");
        SourceText? found = _workspace.Resolve(_workspace.Read("models/net.arch"), "blocks/osa.arch");
        Assert.Equal(("models/blocks/osa.arch", "block"), (found?.Path, found?.Text));
        Assert.Equal("import", _workspace.Resolve(found!, "../net.arch")?.Text);
    }

    [Theory]
    [InlineData("missing.arch")]
    [InlineData("folder")]
    [InlineData("")]
    [InlineData("nul\0name")]
    public void WhatCannotBeImportedIsNull(string path)
    {
        _tool.With("net.arch", "import").With("folder/x.arch", "");
        Assert.Null(_workspace.Resolve(_workspace.Read("net.arch"), path));
    }

    [Fact]
    public void StandardInputIsAFile()
    {
        SourceText source = _workspace.Read("-");
        Assert.Equal(("<stdin>", "from input"), (source.Path, source.Text));
        Assert.Same(source, _workspace.Find("<stdin>"));
    }

    [Fact]
    public void AByteOrderMarkIsNoText()
    {
        File.WriteAllBytes(_tool.PathOf("net.arch"), [0xef, 0xbb, 0xbf, (byte)'a']);
        Assert.Equal("a", _workspace.Read("net.arch").Text);
    }

    [Fact]
    public void WritingMakesTheFolders()
    {
        _workspace.Write("out/deep/a.txt", "ä\n");
        Assert.Equal("ä\n"u8.ToArray(), File.ReadAllBytes(_tool.PathOf("out/deep/a.txt")));
    }

    [Fact]
    public void WritingOverAFolderIsAMistake()
    {
        Directory.CreateDirectory(_tool.PathOf("taken"));
        Assert.Throws<UsageException>(() => _workspace.Write("taken", "x"));
    }

    public void Dispose() => _tool.Dispose();
}
