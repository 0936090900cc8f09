using ArchDsl.Compiler;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Testing;

namespace ArchDsl.Cpu.Tests;

/// <summary>Whole published networks as fused code, against the plain evaluator, at sizes that turn odd on the way.</summary>
public sealed class ZooNetworkTests
{
    [Theory]
    [InlineData("compconv.arch", "CompConvResNet50", 34, 22)]
    [InlineData("edits.arch", "DenseNet121FusionFirst", 46, 38)]
    [InlineData("efficientnet.arch", "EfficientNetB0", 34, 22)]
    [InlineData("mobilenet.arch", "MobileNetV2", 46, 38)]
    [InlineData("mobilenet.arch", "MobileNetV3Large", 46, 38)]
    [InlineData("pelee.arch", "PeleeNet", 44, 36)]
    [InlineData("regnet.arch", "RegNetY200MF", 46, 38)]
    [InlineData("shufflenet.arch", "ShuffleNetV1G3", 46, 38)]
    [InlineData("shufflenet.arch", "ShuffleNetV2x05", 46, 38)]
    [InlineData("vovnet.arch", "VoVNetV2_19SlimDw", 46, 38)]
    public void AgreesWithTheEvaluator(string file, string arch, int height, int width)
    {
        var source = new SourceText(file, File.ReadAllText(Path.Combine(Repository.Root, "dsl", "zoo", file)));
        Compilation compilation = ArchCompiler.Compile(source, new CompilerOptions { Arch = arch, Input = new Shape(3, height, width) });
        Assert.Equal("", string.Join("\n", compilation.Diagnostics));
        Agreement.Check(Assert.Single(compilation.Networks), threads: 2, batch: 1);
    }
}
