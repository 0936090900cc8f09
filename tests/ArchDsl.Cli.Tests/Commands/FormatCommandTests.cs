namespace ArchDsl.Cli.Tests.Commands;

public sealed class FormatCommandTests : IDisposable
{
    private const string Untidy = "arch   Net{ // the net\ninput image:3x16x16;conv 3x3,8\n}";
    private readonly ToolRun _tool = new();

    [Fact]
    public void AFileIsFormattedInPlaceOnce()
    {
        _tool.With("net.arch", Untidy);
        Assert.Equal((ExitCode.Ok, "formatted net.arch\n"), (_tool.Run("format", "net.arch"), _tool.Out));
        Assert.Contains("// the net", _tool.Read("net.arch"), StringComparison.Ordinal);
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("format", "."), _tool.Out));
    }

    [Fact]
    public void VerifyChangesNothing()
    {
        _tool.With("net.arch", Untidy);
        Assert.Equal((ExitCode.ErrorsFound, "net.arch is not formatted\n"), (_tool.Run("format", "--verify", "net.arch"), _tool.Out));
        Assert.Equal(Untidy, _tool.Read("net.arch"));
        _tool.Run("format", "net.arch");
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("format", "net.arch", "--verify"), _tool.Out));
    }

    [Fact]
    public void AFileWithSyntaxErrorsIsLeftAlone()
    {
        _tool.With("bad.arch", "arch Net {\n  input image 3x16x16\n").With("net.arch", Untidy);
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("format", "bad.arch", "net.arch"));
        Assert.Contains("bad.arch(", _tool.Error, StringComparison.Ordinal);
        Assert.Equal("formatted net.arch\n", _tool.Out);
        Assert.Equal("arch Net {\n  input image 3x16x16\n", _tool.Read("bad.arch"));
    }

    [Fact]
    public void AFileThatOnlyMeansNothingIsFormatted()
    {
        _tool.With("net.arch", "arch Net {\n    input image: 3x16x16\n    unheard_of 3\n    conv   3x3, 8\n}\n");
        Assert.Equal((ExitCode.Ok, "formatted net.arch\n"), (_tool.Run("format", "net.arch"), _tool.Out));
    }

    [Fact]
    public void StandardInputGoesToStandardOutput()
    {
        _tool.With("net.arch", Untidy).StandardInput = Untidy;
        Assert.Equal(ExitCode.Ok, _tool.Run("format", "-"));
        string printed = _tool.Out;
        _tool.Run("format", "net.arch");
        Assert.Equal(_tool.Read("net.arch"), printed);
    }

    public void Dispose() => _tool.Dispose();
}
