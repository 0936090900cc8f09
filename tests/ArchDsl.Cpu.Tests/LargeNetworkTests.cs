using System.Diagnostics;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cpu.Tests;

/// <summary>Networks near the limit of operations are planned and printed in seconds, whatever their shape.</summary>
public sealed class LargeNetworkTests
{
    // A loop that starts over after each finding would take minutes.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData("a chain", "repeat 33 { repeat 100 { conv 3x3, 16 } }")]
    [InlineData("residuals", "repeat 14 { repeat 100 { residual { conv 3x3; conv 3x3, act: none }; act } }")]
    [InlineData("dense connections", "repeat 6 { repeat 100 { branch { pass } { conv 1x1, 8 } } }")]
    [InlineData("branches", "branch {0}")]
    [InlineData("shuffled concats", "repeat 9 { repeat 100 { branch { conv 3x3, 8 } { conv 3x3, 8 }; shuffle 2; maxpool 1x1 } }")]
    [InlineData("sums of scattered channels", "conv 1x1, 64; repeat 9 { repeat 100 { residual { compconv 3x3, 64, depth: 1 } } }")]
    public void AreEmittedInSeconds(string name, string body)
    {
        string branches = string.Concat(Enumerable.Repeat("{ conv 1x1, 1 } ", 2500));
        string text = $"arch Net() {{\n input image: 16x8x8\n defaults norm: batch, act: relu\n stage s {{ {body.Replace("{0}", branches, StringComparison.Ordinal)} }}\n head {{ globalpool; linear 10 as fc }}\n}}\n";
        Compilation compilation = ArchCompiler.Compile(new SourceText("net.arch", text));
        Assert.Equal("", string.Join("\n", compilation.Diagnostics));
        Network network = Assert.Single(compilation.Networks);
        Assert.True(network.Nodes.Count > 2000, $"{name} is small: {network.Nodes.Count} operations");
        var watch = Stopwatch.StartNew();
        ArchEmitter.Emit(network, EmitTarget.Cpu, new EmitOptions());
        Assert.True(watch.Elapsed < Limit, $"{name} took {watch.Elapsed}");
    }
}
