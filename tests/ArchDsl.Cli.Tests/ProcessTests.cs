using System.Diagnostics;
using ArchDsl.Cli.Tests.Commands;

namespace ArchDsl.Cli.Tests;

public sealed class ProcessTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task TheToolRunsAsAProcess()
    {
        _tool.With("nets.arch", Samples.Nets).With("broken.arch", Samples.Broken);
        (int code, string output) = await RunAsync("summary", "nets.arch", "--arch", "Small");
        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith("Small  image 3x32x32", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
        Assert.Equal(ExitCode.ErrorsFound, (await RunAsync("check", "broken.arch")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("check")).Code);
    }

    public void Dispose() => _tool.Dispose();

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "archdsl.dll");
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _tool.Directory,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await Task.WhenAll(output, error, process.WaitForExitAsync());
        return (process.ExitCode, await output);
    }
}
