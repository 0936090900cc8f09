using ArchDsl.Compiler;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Cpu.Tests.Support;

namespace ArchDsl.Cpu.Tests;

/// <summary>Networks of the zoo, whole or small copies, as fused code against the plain evaluator, at sizes that turn odd on the way.</summary>
public sealed class ZooNetworkTests
{
    [Theory]
    [InlineData("compconv", "CompConvResNet50", 34, 22)]
    [InlineData("edits", "DenseNet121FusionFirst", 46, 38)]
    [InlineData("efficientnet", "EfficientNetB0", 34, 22)]
    [InlineData("mobilenet", "MobileNetV2", 46, 38)]
    [InlineData("mobilenet", "MobileNetV3Large", 46, 38)]
    [InlineData("pelee", "PeleeNet", 44, 36)]
    [InlineData("regnet", "RegNetY200MF", 46, 38)]
    [InlineData("shufflenet", "ShuffleNetV1G3", 46, 38)]
    [InlineData("shufflenet", "ShuffleNetV2x05", 46, 38)]
    [InlineData("vovnet", "VoVNetV2_19SlimDw", 46, 38)]
    [InlineData("cspnet", "CSPResNet50", 48, 48)]
    [InlineData("cspnet", "SEDarknet21(average: true)", 32, 32)]
    [InlineData("cs3", "CS3DarknetS(unit: edge, ratio: 3/2, se: 1/4)", 48, 48)]
    [InlineData("cs3", "CS3SEDarknetXDW(depth: [1, 1, 2, 1])", 32, 32)]
    [InlineData("darknet", "ResNet10Cfg", 32, 32)]
    [InlineData("darknet", "CSPDarknet53ElasticCfg", 48, 48)]
    [InlineData("darknet", "CSPMobileNetV2Cfg", 48, 48)]
    [InlineData("darknet", "EfficientNetB0Cfg", 48, 48)]
    [InlineData("cspdensenet", "CSPPeleeNet", 64, 64)]
    [InlineData("cspdensenet", "CSPDenseNet([2, 3, 2, 2], \"last\", bypass: 1/4)", 64, 64)]
    [InlineData("pyramids", "CSPResNeXt50PANet", 32, 32)]
    [InlineData("pyramids", "CSPPeleeNetGFM", 64, 64)]
    [InlineData("pyramids", "CSPPeleeNetEFM", 64, 64)]
    public void AgreesWithTheEvaluator(string file, string copy, int height, int width)
    {
        Compilation compilation = ArchCompiler.Compile(
            new SourceText("net.arch", $"import \"std/zoo/{file}.arch\"\narch Copy = {copy}"),
            new CompilerOptions { Input = new Shape(3, height, width) });
        Assert.Equal("", string.Join("\n", compilation.Diagnostics));
        Agreement.Check(Assert.Single(compilation.Networks), threads: 2, batch: 1);
    }
}
