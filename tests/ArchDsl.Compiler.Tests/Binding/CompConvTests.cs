using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>CompConv (arXiv:2106.10486): equations 4 to 7, the adaptive depth, and what happens where they do not fit.</summary>
public sealed class CompConvTests
{
    private const int Side = 32;

    // Equation 7; what is kept of the outermost unit is all that is computed of it.
    [Theory]
    [InlineData(64, 64, 3, 1)]
    [InlineData(64, 64, 3, 2)]
    [InlineData(64, 64, 3, 3)]
    [InlineData(128, 128, 3, 3)]
    [InlineData(256, 256, 3, 3)]
    [InlineData(512, 512, 3, 3)]
    [InlineData(512, 2048, 1, 3)]
    [InlineData(256, 1024, 1, 2)]
    [InlineData(2048, 512, 1, 3)]
    [InlineData(64, 7, 3, 1)]
    public void CostsWhatEquation7Says(int from, int to, int kernel, int depth)
    {
        Network network = CompConv(from, to, kernel, $"depth: {depth}");
        long primary = Primary(to, depth);
        long units = Enumerable.Range(1, depth).Sum(i => (1L << i) * primary);
        long square = Enumerable.Range(1, depth - 1).Sum(i => (1L << i) * primary * (1L << i) * primary);
        long tail = ((1L << (depth - 1)) * primary) - (units - to);

        Assert.Equal(Side * Side * kernel * kernel * ((from * primary) + square + tail), CostReport.Of(network).Total.Macs);
        Assert.Equal(new Shape(to, Side, Side), network.Outputs[0].Node.Shape);
    }

    // Where every unit fits, equation 4 is exact and equation 7 with it.
    [Theory]
    [InlineData(14, 1, 7)]
    [InlineData(12, 2, 2)]
    [InlineData(14, 3, 1)]
    [InlineData(140, 3, 10)]
    public void UnitsAddUpToEquation4(int to, int depth, int primary)
    {
        Assert.Equal(primary, Primary(to, depth));
        Assert.Equal(to, Enumerable.Range(1, depth).Sum(i => (1 << i) * primary));
        Assert.Equal(to, CompConv(64, to, 3, $"depth: {depth}").Outputs[0].Node.Shape.Channels);
    }

    [Theory]
    [InlineData(64, 0.508, 0.295, 0.204)]
    [InlineData(128, 0.504, 0.293, 0.202)]
    [InlineData(256, 0.502, 0.282, 0.185)]
    [InlineData(512, 0.501, 0.282, 0.177)]
    public void TheShareOfTheFullConvolutionIsThatOfTheFormula(int channels, double one, double two, double three)
    {
        double full = Macs(channels, "depth: 0");
        Assert.Equal(one, Share(1), 0.001);
        Assert.Equal(two, Share(2), 0.0011);
        Assert.Equal(three, Share(3), 0.001);

        double Share(int depth) => Macs(channels, $"depth: {depth}") / full;
    }

    // Equation 6: min(log2(max(1, C_in/C0)) + 1, 3).
    [Theory]
    [InlineData(3, "", 1)]
    [InlineData(128, "", 1)]
    [InlineData(255, "", 1)]
    [InlineData(256, "", 2)]
    [InlineData(511, "", 2)]
    [InlineData(512, "", 3)]
    [InlineData(4096, "", 3)]
    [InlineData(512, "depth: auto", 3)]
    [InlineData(512, "depth: auto(128)", 3)]
    [InlineData(512, "depth: auto(256)", 2)]
    [InlineData(256, "depth: auto(64)", 3)]
    public void TheDepthAdaptsToTheChannels(int from, string depth, int convolutions) =>
        Assert.Equal(convolutions, Convolutions(CompConv(from, 512, 1, depth)).Count(c => c.Groups == 1));

    [Fact]
    public void DepthNoughtIsAPlainConvolution() =>
        Assert.Equal("conv batch_norm act", Names(CompConv(64, 64, 3, "depth: 0, norm: batch, act: relu")));

    [Fact]
    public void DepthOneIsAGhostModule() =>
        Assert.Equal("conv conv concat shuffle", Names(CompConv(64, 64, 3, "depth: 1")));

    [Fact]
    public void UnitsStandInTheOrderOfTheRecursion()
    {
        Network network = CompConv(64, 56, 3, "depth: 3, norm: batch, act: relu");
        Node concat = network.Nodes.Last(n => n.Operation is ConcatOperation);

        Assert.Equal([4, 4, 8, 8, 16, 16], concat.Inputs.Select(n => n.Shape.Channels));
        Assert.Equal("conv2 conv1 conv0 tail norm", string.Join(" ", network.Weights.Select(w => w.Key.Split('.')[1]).Distinct()).Replace("full ", ""));
        Assert.Equal(["0+4", "4+8"], network.Nodes.Select(n => n.Operation).OfType<SliceOperation>().Select(s => $"{s.Start}+{s.Count}"));
        Assert.Equal("shuffle batch_norm act", Names(network)[^"shuffle batch_norm act".Length..]);
    }

    [Fact]
    public void AStrideMovesTheSlicesToo()
    {
        Network network = CompConv(64, 56, 3, "depth: 2, stride: 2");
        Assert.Equal(new Shape(56, Side / 2, Side / 2), network.Outputs[0].Node.Shape);
        Assert.Contains(network.Nodes, n => n.Operation is PoolOperation { Kind: PoolKind.Average });
    }

    [Theory]
    [InlineData(8, 56, "depth: 3", "ARCH0701", DiagnosticSeverity.Warning, "compconv depth 3 becomes 2: ")]
    [InlineData(2, 256, "depth: auto(1)", "ARCH0702", DiagnosticSeverity.Info, "compconv depth 2 becomes 1: ")]
    [InlineData(64, 9, "depth: 3", "ARCH0701", DiagnosticSeverity.Warning, "compconv depth 3 becomes 2: ")]
    [InlineData(64, 57, "depth: 1", "ARCH0703", DiagnosticSeverity.Info, "57 channels are odd")]
    public void WhatDoesNotFitIsSaid(int from, int to, string depth, string code, DiagnosticSeverity severity, string message)
    {
        Compilation compilation = ArchText.Compile(Text(from, to, 3, depth));
        Diagnostic finding = compilation.Diagnostics.Single(d => d.Code == code);

        Assert.Equal((code, severity), (finding.Code, finding.Severity));
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
        Assert.False(compilation.HasErrors);
        Assert.Equal(to, Assert.Single(compilation.Networks).Outputs[0].Node.Shape.Channels);
    }

    // More would be dropped than the outermost unit has.
    [Theory]
    [InlineData(3, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 18, 19, 29 })]
    [InlineData(1, new int[0])]
    [InlineData(2, new[] { 1, 2, 3, 7 })]
    public void AnOutermostUnitThatWouldVanishLowersTheDepth(int depth, int[] channels)
    {
        int[] lowered = [.. Enumerable.Range(1, 40).Where(to => ArchText.Compile(Text(512, to, 1, $"depth: {depth}")).Diagnostics.Any(d => d.Message.StartsWith($"compconv depth {depth} ", StringComparison.Ordinal)))];
        Assert.Equal(channels, lowered);
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(4, 2)]
    [InlineData(1, 1)]
    public void AnOutermostUnitDroppedToTheLastIsLeftOut(int to, int depth) =>
        Assert.All(Convolutions(CompConv(64, to, 3, $"depth: {depth}")), c => Assert.Equal(1, c.Groups));

    [Theory]
    [InlineData("depth: 4", "ARCH0303: `depth` of `compconv` is 0 to 3 or auto(128), got 4")]
    [InlineData("depth: -1", "ARCH0303: `depth` of `compconv` is at least 0, got -1")]
    [InlineData("depth: 1/2", "ARCH0302: `depth` of `compconv` wants a whole number, got 0.5")]
    [InlineData("depth: none", "ARCH0301: `depth` of `compconv` wants 0 to 3 or auto(128), got none")]
    [InlineData("groups: 2", "ARCH0303: `groups` of `compconv` is 1: CompConv divides all channels, got 2")]
    public void AWrongArgumentIsOneError(string argument, string finding) =>
        Assert.Equal(finding, ArchText.OnlyFinding(Text(64, 64, 3, argument)));

    private static long Primary(int to, int depth) => (long)Math.Ceiling(to / (2.0 * ((1 << depth) - 1)));

    private static double Macs(int channels, string depth) => CostReport.Of(CompConv(channels, channels, 3, depth)).Total.Macs;

    private static Network CompConv(int from, int to, int kernel, string arguments)
    {
        Compilation compilation = ArchText.Compile(Text(from, to, kernel, arguments));
        Assert.False(compilation.HasErrors, ArchText.Findings(compilation));
        return Assert.Single(compilation.Networks);
    }

    private static string Text(int from, int to, int kernel, string arguments) =>
        $"arch A {{ input x: {from}x{Side}x{Side}; compconv {kernel}x{kernel}, {to}{(arguments.Length > 0 ? ", " : "")}{arguments} }}";

    private static IEnumerable<Conv2dOperation> Convolutions(Network network) => network.Nodes.Select(n => n.Operation).OfType<Conv2dOperation>();

    private static string Names(Network network) => string.Join(" ", network.Nodes.Skip(1).Select(n => n.Operation.Name));
}
