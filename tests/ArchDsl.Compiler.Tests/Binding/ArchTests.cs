using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Compiler.Tests.Syntax;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Arches: templates and copies, runtime parameters, imports and expectations.</summary>
public sealed class ArchTests
{
    private const string Template = """
        arch T(width: int, depth = 2, runtime classes = 10) {
            input x: 3x8x8
            repeat depth { conv 3x3, width }
            head { globalpool; linear classes as fc }
        }

        """;

    [Theory]
    [InlineData("vovnet", "VoVNet39 VoVNet57")]
    [InlineData("csp", "CSPResNeXt50")]
    [InlineData("regnet", "RegNetX400MF")]
    [InlineData("edits", "CompConvResNet50 CSPResNet50b")]
    [InlineData("vovnet pyramid", "VoVNet39 VoVNet57 Efm39")]
    public void TheExamplesOfTheReferenceMeetTheirExpectations(string example, string networks)
    {
        Compilation compilation = ArchText.Compile(string.Join("\n", example.Split(' ').Select(SyntaxText.Example)));
        Assert.Equal("", ArchText.Findings(compilation));
        Assert.Equal(networks, string.Join(" ", compilation.Networks.Select(n => n.Name)));
    }

    [Fact]
    public void OnlyArchesWithoutOpenParametersAreNetworks()
    {
        Compilation compilation = ArchText.Compile(Template + "arch A = T(4)\narch B = T(depth: 3)\narch C = B(5)\narch D = A(depth: 1, width: 6)");
        Assert.Equal("", ArchText.Findings(compilation));
        Assert.Equal(["A 2x4", "C 3x5", "D 1x6"], compilation.Networks.Select(n => $"{n.Name} {Convs(n).Length}x{Convs(n)[0].OutChannels}"));
    }

    [Fact]
    public void ACopyOfACopyGivesItsArgumentsLast()
    {
        Compilation compilation = ArchText.Compile(Template + "arch A = T(4, 3)\narch B = A(width: 8)\narch C = B(depth: 1)");
        Assert.Equal(["3x4", "3x8", "1x8"], compilation.Networks.Select(n => $"{Convs(n).Length}x{Convs(n)[0].OutChannels}"));
    }

    [Fact]
    public void ACopyDoesNotInheritExpectations()
    {
        Compilation compilation = ArchText.Compile("arch A(width = 4) { input x: 3x8x8; conv 1x1, width; expect params: 16 }\narch B = A(width: 5)\narch C = A(width: 5) { expect params: 20 }");
        Assert.Equal("", ArchText.Findings(compilation));
        Assert.Equal(3, compilation.Networks.Count);
    }

    [Fact]
    public void DocumentationComesFromTheNearestCopy()
    {
        Compilation compilation = ArchText.Compile("/// One.\n/// More.\narch A(n = 1) { input x: 3x8x8 }\narch B = A(2)\n/// Own.\narch C = B(3)");
        Assert.Equal(["One.\nMore.", "One.\nMore.", "Own."], compilation.Networks.Select(n => n.Documentation));
    }

    [Fact]
    public void RuntimeParametersStayWidths()
    {
        Network network = ArchText.Network("arch A(runtime k = 10) { input x: 3x8x8; globalpool; branch { linear 2 * k + 1 } { linear k } }");

        Assert.Equal([new RuntimeParameter("k", 10)], network.RuntimeParameters);
        Assert.Equal(31, network.Outputs[0].Node.Shape.Channels);
        Assert.Equal("((2 * k) + 1) + k", network.Outputs[0].Node.RuntimeWidth?.ToText(name => name));
    }

    [Fact]
    public void ACopyGivesARuntimeParameterItsDefault()
    {
        Compilation compilation = ArchText.Compile(Template + "arch A = T(4, classes: 7)");
        Assert.Equal([new RuntimeParameter("classes", 7)], Assert.Single(compilation.Networks).RuntimeParameters);
    }

    [Theory]
    [InlineData("conv 1x1, k; conv 1x1, 3", "ARCH0306: `conv` follows a layer whose width is the runtime `k`")]
    [InlineData("linear k; norm batch", "ARCH0306: `norm` follows a layer whose width is the runtime `k`")]
    [InlineData("repeat k { pass }", "ARCH0306: the runtime width `k` cannot decide `count` of `repeat`")]
    [InlineData("conv 3x3, groups: k", "ARCH0306: the runtime width `k` cannot decide `groups` of `conv`")]
    [InlineData("linear k / 2", "ARCH0306: the runtime width `k` cannot decide a division")]
    [InlineData("pass when k > 3", "ARCH0306: the runtime width `k` cannot decide a comparison")]
    [InlineData("conv 1x1, k; split 1/2 { } { }", "ARCH0306: the runtime width `k` cannot decide `amounts` of `split`")]
    [InlineData("linear floor(k)", "ARCH0306: the runtime width `k` cannot decide `floor(…)`")]
    [InlineData("stage \"s{k}\" { }", "ARCH0306: the runtime width `k` cannot decide a name")]
    public void ARuntimeParameterCannotDecideStructure(string statements, string finding) =>
        Assert.Equal(finding, ArchText.OnlyFinding($"arch A(runtime k = 10) {{ input x: 16x8x8\n {statements} }}"));

    [Fact]
    public void WhatKeepsTheChannelsMayFollowARuntimeWidth() =>
        Assert.Equal("k", ArchText.Network("arch A(runtime k = 10) { input x: 3x8x8; conv 1x1, k; act relu; maxpool 2; globalpool; dropout }").Outputs[0].Node.RuntimeWidth?.ToText(n => n));

    [Fact]
    public void AnImportBringsNamesAndNoNetworks()
    {
        Compilation compilation = ArchText.Compile(
            "import \"lib.arch\"\nimport \"std/blocks.arch\"\narch A = Base(3)\narch B { input x: 4x8x8; half; csp { conv 1x1, twice(c) } }",
            ("lib.arch", "import \"deep.arch\"\narch Base(n = 2) { input x: 4x8x8; conv 1x1, twice(n) }"),
            ("deep.arch", "block half { conv 1x1, 1/2 }\nfn twice(x) = 2 * x"));
        Assert.Equal("", ArchText.Findings(compilation));
        Assert.Equal(["A", "B"], compilation.Networks.Select(n => n.Name));
    }

    [Fact]
    public void TheFilesOwnNameHidesAnImportedOne() =>
        Assert.Equal("1x8x8", ArchText.Network(
            "import \"lib.arch\"\nblock b { conv 1x1, 1 }\narch A { input x: 4x8x8; b }",
            ("lib.arch", "block b { conv 1x1, 2 }")).Outputs[0].Node.Shape.ToString());

    [Fact]
    public void AnImportedBlockSeesTheNamesOfItsOwnFile() =>
        Assert.Equal("2x8x8", ArchText.Network(
            "import \"lib.arch\"\nblock inner { conv 1x1, 1 }\narch A { input x: 4x8x8; outer }",
            ("lib.arch", "block outer { inner }\nblock inner { conv 1x1, 2 }")).Outputs[0].Node.Shape.ToString());

    [Fact]
    public void OneDeclarationOverTwoWaysIsNotAmbiguous() =>
        Assert.Equal("2x8x8", ArchText.Network(
            "import \"a.arch\"\nimport \"b.arch\"\narch A { input x: 4x8x8; b }",
            ("a.arch", "import \"c.arch\""),
            ("b.arch", "import \"c.arch\""),
            ("c.arch", "block b { conv 1x1, 2 }")).Outputs[0].Node.Shape.ToString());

    // A conv of 3x3x3x4 weights and 4 biases on 8x8 maps: 432 * 16 macs at half the side.
    [Theory]
    [InlineData("params: 112, macs: 6_912, acts: 256")]
    [InlineData("params_excluding_norm: 112, memory_access: 556, cio: 708, s: 4x8x8, head: 4x1x1, x: 3x8x8")]
    [InlineData("params: 0.1K, macs: 6.9K, macs: 0.01M, acts: (256)")]
    [InlineData("params: 1e2, macs: 7e3")]
    [InlineData("params: 100 + 12")]
    [InlineData("macs: 1_728, s: 4x4x4, at: 3x4x4")]
    public void FiguresThatHoldAreSilent(string figures) => Assert.NotNull(ArchText.Network(Figures(figures)));

    [Theory]
    [InlineData("params: 113", "ARCH0601: params: expected 113, counted 112 (s 112, head 0)")]
    [InlineData("params: 0.2K", "ARCH0601: params: expected 0.2K, counted 112 (s 112, head 0)")]
    [InlineData("s: 4x8x9", "ARCH0601: s: expected 4x8x9, it is 4x8x8")]
    [InlineData("macs: 3, at: 3x4x4", "ARCH0601: macs: expected 3, counted 1_728 (s 1_728, head 0)")]
    [InlineData("MAC: 3", "ARCH0602: there is no figure or tensor `MAC`")]
    [InlineData("flops: 3", "ARCH0602: there is no figure or tensor `flops`")]
    [InlineData("parms: 3", "ARCH0602: there is no figure or tensor `parms`")]
    [InlineData("params: 4x8x8", "ARCH0301: `params` of `expect` wants a number, got a list of 3")]
    [InlineData("s: 3", "ARCH0301: wanted a shape CxHxW, got the number 3")]
    [InlineData("3", "ARCH0208: `expect` takes its arguments by name")]
    [InlineData("params: 112, at: 3x1x1", "ARCH0601: at 3x1x1 there is no network to compare: conv: a 3x3 window does not fit into 3x1x1 with padding 0x0")]
    [InlineData("params: 112, at: 3x8", "ARCH0301: wanted a shape CxHxW, got a list of 2")]
    public void FiguresThatDoNotHoldAreOneError(string figures, string finding)
    {
        string text = Figures(figures);
        Assert.Equal(finding, ArchText.OnlyFinding(finding.Contains("at 3x1x1", StringComparison.Ordinal) ? text.Replace("conv 3x3, 4", "conv 3x3, 4, pad: 0", StringComparison.Ordinal) : text));
    }

    [Fact]
    public void AnArchIsFoundByItsNameEvenWhereAnotherIsWrong()
    {
        var source = new SourceText("test.arch", "arch A { input x: 3x8x8; conv 3x3, groups: 2 }\narch B { input x: 3x8x8 }");
        Compilation compilation = ArchCompiler.Compile(source, new CompilerOptions { Arch = "B" });
        Assert.Equal("", ArchText.Findings(compilation));
        Assert.Equal("B", Assert.Single(compilation.Networks).Name);
        Assert.Equal(["B"], ArchCompiler.Compile(source).Networks.Select(n => n.Name));
    }

    private static string Figures(string figures) =>
        $"arch A {{ input x: 3x8x8; stage s {{ conv 3x3, 4 }}; head {{ globalpool }}; expect {figures} }}";

    private static Conv2dOperation[] Convs(Network network) => [.. network.Nodes.Select(n => n.Operation).OfType<Conv2dOperation>()];
}
