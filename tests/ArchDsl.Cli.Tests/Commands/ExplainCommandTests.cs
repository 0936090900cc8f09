using ArchDsl.Compiler.Diagnostics;

namespace ArchDsl.Cli.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public void EveryCodeIsExplained()
    {
        Assert.NotEmpty(DiagnosticCatalog.All);
        foreach (DiagnosticDescriptor descriptor in DiagnosticCatalog.All)
        {
            Assert.Equal(ExitCode.Ok, _tool.Run("explain", descriptor.Code.ToLowerInvariant()));
            Assert.StartsWith($"{descriptor.Code}: {descriptor.Title} (", _tool.Out, StringComparison.Ordinal);
            Assert.Contains(descriptor.Explanation.Trim(), _tool.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WithoutACodeAllAreListed()
    {
        Assert.Equal(ExitCode.Ok, _tool.Run("explain"));
        Assert.All(DiagnosticCatalog.All, d => Assert.Contains($"\n{d.Code}  ", _tool.Out, StringComparison.Ordinal));
    }

    public void Dispose() => _tool.Dispose();
}
