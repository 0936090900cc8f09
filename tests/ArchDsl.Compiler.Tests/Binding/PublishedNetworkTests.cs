using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Published networks, written in the language, have their published figures to the digit.</summary>
public sealed class PublishedNetworkTests
{
    [Theory]
    [InlineData("csp.arch", "CSPDarknet53", 27_642_184, 6_533_652_480, 16_810_984, 404)]
    [InlineData("csp.arch", "CSPResNet50", 21_616_168, 4_517_240_832, 11_502_568, 332)]
    [InlineData("cs3darknet.arch", "Cs3DarknetS", 3_276_344, 712_232_960, 2_966_504, 194)]
    [InlineData("cs3darknet.arch", "Cs3DarknetM", 9_310_240, 2_068_690_944, 5_284_840, 254)]
    [InlineData("cs3darknet.arch", "Cs3DarknetL", 21_164_168, 4_847_017_984, 8_553_448, 338)]
    [InlineData("cs3darknet.arch", "Cs3DarknetX", 35_046_320, 8_355_153_920, 11_346_920, 374)]
    [InlineData("cs3darknet.arch", "Cs3DarknetFocusL", 21_151_720, 4_644_118_528, 8_029_160, 332)]
    [InlineData("cs3darknet.arch", "Cs3SEDarknetL", 21_913_592, 4_847_761_408, 8_559_448, 422)]
    public void HasItsPublishedFigures(string file, string arch, long parameters, long macs, long acts, int tensors)
    {
        Network network = Compile(file, arch);
        Costs total = CostReport.Of(network).Total;

        Assert.Equal((parameters, macs, acts), (total.Params, total.Macs, total.Acts));
        Assert.Equal(tensors, network.Weights.Count());
    }

    // The figures of these files stand in their own `expect` statements.
    [Theory]
    [InlineData("csp.arch", "DarknetCSPResNet50")]
    [InlineData("csp.arch", "DarknetCSPResNeXt50")]
    [InlineData("pyramids.arch", "Efm")]
    public void MeetsItsExpectations(string file, string arch) =>
        Assert.Equal(arch, Compile(file, arch).Name);

    [Fact]
    public void EveryFileOfNetworksIsFreeOfFindings()
    {
        foreach (string file in Directory.EnumerateFiles(ArchText.NetworkFolder, "*.arch").Select(p => Path.GetFileName(p)!))
        {
            Compilation compilation = ArchText.CompileNetworks(file);
            Assert.Equal("", ArchText.Findings(compilation));
            Assert.NotEmpty(compilation.Networks);
        }
    }

    // 1x1 and 3x3 convolutions with norm, 64 wide: 32->64->128->256 of stride 2 behind a 16-wide stem.
    [Fact]
    public void AFeaturePyramidNamesItsOutputs()
    {
        Network network = Compile("pyramids.arch", "Pan");

        Assert.True(network.NamesOutputs);
        Assert.Equal(["p3 64x14x14", "mid 64x7x7", "top 64x4x4"], network.Outputs.Select(o => $"{o.Name} {o.Node.Shape}"));
        long Conv(long from, long to, int kernel) => (from * to * kernel * kernel) + (2 * to);
        long backbone = Conv(3, 16, 3) + Conv(16, 32, 3) + Conv(32, 64, 3) + Conv(64, 128, 3) + Conv(128, 256, 3);
        long lateral = Conv(256, 64, 1) + Conv(128, 64, 1) + Conv(64, 64, 1) + (4 * Conv(64, 64, 3));
        Assert.Equal(backbone + lateral, CostReport.Of(network).Total.Params);
    }

    private static Network Compile(string file, string arch)
    {
        Compilation compilation = ArchText.CompileNetworks(file, arch);
        Assert.Equal("", ArchText.Findings(compilation));
        return Assert.Single(compilation.Networks);
    }
}
