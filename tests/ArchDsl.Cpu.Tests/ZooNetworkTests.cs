using ArchDsl.Compiler;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Cpu.Tests.Support;

namespace ArchDsl.Cpu.Tests;

/// <summary>Networks of the zoo, small copies or small inputs, as generated classes against the plain evaluator.</summary>
public sealed class ZooNetworkTests
{
    [Theory]
    [InlineData("cspnet", "CSPResNet50", 48)]
    [InlineData("cspnet", "SEDarknet21(average: true)", 32)]
    [InlineData("cs3", "CS3DarknetS(unit: edge, ratio: 3/2, se: 1/4)", 48)]
    [InlineData("cs3", "CS3SEDarknetXDW(depth: [1, 1, 2, 1])", 32)]
    [InlineData("darknet", "ResNet10Cfg", 32)]
    [InlineData("darknet", "CSPDarknet53ElasticCfg", 48)]
    [InlineData("darknet", "CSPMobileNetV2Cfg", 48)]
    [InlineData("darknet", "EfficientNetB0Cfg", 48)]
    [InlineData("cspdensenet", "CSPPeleeNet", 64)]
    [InlineData("cspdensenet", "CSPDenseNet([2, 3, 2, 2], \"last\", bypass: 1/4)", 64)]
    [InlineData("pyramids", "CSPResNeXt50PANet", 32)]
    [InlineData("pyramids", "CSPPeleeNetGFM", 64)]
    [InlineData("pyramids", "CSPPeleeNetEFM", 64)]
    public void AgreesWithTheEvaluator(string file, string copy, int side)
    {
        Compilation compilation = ArchCompiler.Compile(
            new SourceText("net.arch", $"import \"std/zoo/{file}.arch\"\narch Copy = {copy}"),
            new CompilerOptions { Input = new Shape(3, side, side) });
        Assert.Equal("", string.Join("\n", compilation.Diagnostics));
        Agreement.Check(Assert.Single(compilation.Networks), threads: 2, batch: 1);
    }
}
