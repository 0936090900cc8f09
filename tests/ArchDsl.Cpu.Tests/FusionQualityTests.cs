using ArchDsl.Compiler;
using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cpu.Tests;

/// <summary>How many kernels of published networks only move, norm or join: what fusion is there to avoid.</summary>
public sealed class FusionQualityTests
{
    /// <summary>Kinds that compute what a network is for; a <c>squeeze</c> finishes a mean that a convolution has summed.</summary>
    private static readonly string[] Essential = ["conv", "linear", "maxpool", "avgpool", "globalpool", "squeeze"];

    [Theory]
    [InlineData("vovnet", "VoVNet27Slim", "")]
    [InlineData("vovnet", "VoVNet39", "")]
    [InlineData("vovnet", "VoVNet57", "")]
    [InlineData("vovnet", "VoVNetV2_39", "multiply 6")]
    [InlineData("vovnet", "VoVNetV2_19SlimDw", "multiply 4")]
    [InlineData("cspnet", "CSPResNet50", "")]
    [InlineData("cspnet", "CSPResNeXt50", "")]
    [InlineData("cspnet", "CSPDarknet53", "")]
    [InlineData("cs3", "CS3DarknetL", "")]
    [InlineData("densenet", "DenseNet121", "")]
    [InlineData("densenet", "DenseNet201", "")]
    [InlineData("resnet", "ResNet50", "")]
    [InlineData("resnet", "ResNeXt50", "")]
    [InlineData("resnet", "SEResNet50", "multiply 16")]
    [InlineData("regnet", "RegNetX800MF", "")]
    [InlineData("regnet", "RegNetY800MF", "")]
    [InlineData("mobilenet", "MobileNetV2", "")]
    [InlineData("mobilenet", "MobileNetV3Large", "")]
    [InlineData("efficientnet", "EfficientNetB0", "")]
    [InlineData("pelee", "PeleeNet", "")]
    [InlineData("compconv", "CompConvResNet50", "")]
    [InlineData("cspdensenet", "CSPDenseNet121", "")]
    [InlineData("shufflenet", "ShuffleNetV1G3", "")]
    [InlineData("shufflenet", "ShuffleNetV2x10", "")]
    public void FewKernelsOnlyMove(string file, string arch, string others)
    {
        Compilation compilation = ArchCompiler.Compile(new SourceText("net.arch", $"import \"std/zoo/{file}.arch\"\narch Copy = {arch}"));
        FusedPlan plan = FusionPipeline.Run(Assert.Single(compilation.Networks));
        IEnumerable<string> kinds = plan.Steps.Where(s => !Essential.Contains(s.Kind)).GroupBy(s => s.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}");
        Assert.Equal(others, string.Join(", ", kinds));
    }
}
