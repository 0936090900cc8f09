using ArchDsl.Compiler;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests.Grids;

/// <summary>Narrow and shallow copies of the zoo's families against the plain evaluator, at sizes that turn odd on the way.</summary>
public sealed class MapZooTests
{
    [Theory]
    [InlineData("compconv", "ResNet([1, 1, 1, 1], width: 8, classes: 10) { replace conv(groups: 1) { compconv depth: auto(128) } }", 34, 22)]
    [InlineData("cs3", "CS3DarknetS(stem: narrow(0.125), depth: deep(0.34), out: wide(0.125), classes: 10)", 48, 32)]
    [InlineData("cspdensenet", "CSPPeleeNet(growth: 8, classes: 10)", 32, 32)]
    [InlineData("cspnet", "CSPResNet50(stem: 16, depth: [1, 2], out: [16, 24, 40, 48], classes: 10)", 48, 48)]
    [InlineData("cspnet", "SEDarknet21(stem: [16, 8], out: [16, 24, 24, 32, 40], average: true, classes: 10)", 32, 32)]
    [InlineData("darknet", "ResNet10Cfg(classes: 10) { replace conv, except: fc { conv out: old.out / 4 } }", 32, 32)]
    [InlineData("densenet", "DenseNet([2, 2, 1, 2], growth: 6, stem: 16, classes: 10)", 46, 38)]
    [InlineData("efficientnet", "EfficientNet(1/4, 1/4, 32, 0.2, classes: 10)", 34, 22)]
    [InlineData("mobilenet", "MobileNetV3Large(classes: 10)", 34, 22)]
    [InlineData("pelee", "PeleeNet(growth: 8, classes: 10)", 44, 36)]
    [InlineData("regnet", "RegNetY(8, 8.2, 2.2, 5, 8, classes: 10)", 46, 38)]
    [InlineData("resnet", "ResNet([1, 2, 1, 1], width: 16, groups: 4, classes: 10)", 34, 22)]
    [InlineData("shufflenet", "ShuffleNetV1(3, 48, classes: 10)", 46, 38)]
    [InlineData("shufflenet", "ShuffleNetV2x05(classes: 10)", 34, 22)]
    [InlineData("vovnet", "VoVNet([8, 10, 12, 14], [20, 24, 32, 40], [1, 1, 2, 1], layers: 3, stem: 16, ese: \"every\", classes: 10)", 46, 38)]
    [InlineData("vovnet", "VoVNet([8, 10, 12, 14], [20, 24, 32, 40], [1, 2, 1, 1], layers: 3, layer: separable, stem: 16, classes: 10)", 46, 38)]
    public void AgreesWithTheEvaluator(string file, string copy, int height, int width)
    {
        Compilation compilation = ArchCompiler.Compile(
            new SourceText("net.arch", $"import \"std/zoo/{file}.arch\"\narch Copy = {copy}"),
            new CompilerOptions { Input = new Shape(3, height, width) });
        Assert.Equal("", string.Join("\n", compilation.Diagnostics));
        Agreement.Check(Assert.Single(compilation.Networks), batch: 1);
    }
}
