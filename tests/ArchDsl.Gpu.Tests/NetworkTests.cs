using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Testing;
using GpuNetwork = ArchDsl.Gpu.Tests.Support.GpuNetwork;

namespace ArchDsl.Gpu.Tests;

/// <summary>The generated code of the paths this project exists for, cut to what a reader wants to follow.</summary>
public sealed class NetworkTests
{
    /// <summary>The launches, and one step's first kernel: an OSA module's aggregation, the end of a CSP stage, a level of CompConv.</summary>
    [Theory]
    [InlineData("Osa", "_c2Osa1Conv4")]
    [InlineData("Csp", "_s1Conv3")]
    [InlineData("CompConv", "_compconv1B1")]
    public void Code(string network, string step)
    {
        Network built = network switch
        {
            "Osa" => Networks.Osa(),
            "Csp" => Networks.Csp(),
            _ => Networks.CompConv(),
        };
        string source = GpuNetwork.Of(built).Source;
        Snapshot.Here().With("network", network)
            .AddNamed("launches", Section(source, "    private sealed class Program\n"), "cs")
            .AddNamed("kernel", Section(source, $"    private static void {FirstKernelOf(source, step)}("), "cs")
            .Check();
    }

    // From a member's first line to the brace that closes it.
    private static string Section(string source, string begin)
    {
        int at = source.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(at >= 0, $"no {begin.Trim()} in\n{source}");
        const string End = "\n    }\n";
        return source[at..(source.IndexOf(End, at, StringComparison.Ordinal) + End.Length)];
    }

    private static string FirstKernelOf(string source, string step)
    {
        int take = source.IndexOf($"{step} = Plan.Take(", StringComparison.Ordinal);
        Assert.True(take >= 0, $"no step {step} in\n{Section(source, "    private sealed class Program\n")}");
        int name = source.IndexOf("new(", take, StringComparison.Ordinal) + "new(".Length;
        return source[name..source.IndexOf(',', name)];
    }
}
