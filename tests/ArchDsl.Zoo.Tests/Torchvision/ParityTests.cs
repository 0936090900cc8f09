using System.Diagnostics;
using System.Globalization;
using ArchDsl.Compiler.Graph;
using ArchDsl.Testing;
using Xunit.Abstractions;

namespace ArchDsl.Zoo.Tests.Torchvision;

/// <summary>
/// The zoo against an independent implementation: torchvision's weights, drawn at random and saved by it, loaded under its names into
/// the generated class, give torchvision's outputs.
/// </summary>
public sealed class ParityTests(ITestOutputHelper log)
{
    private const double Tolerance = 1e-4;

    [PyTorchTheory]
    [InlineData("resnet.arch", "ResNet50", "resnet50", "224x224", "160x192")]
    [InlineData("resnet.arch", "ResNeXt50", "resnext50_32x4d", "224x224", "160x192")]
    [InlineData("densenet.arch", "DenseNet121", "densenet121", "224x224", "160x192")]
    [InlineData("vgg.arch", "VGG16BN", "vgg16_bn", "224x224", "256x256")]
    [InlineData("regnet.arch", "RegNetX400MFTorchvision", "regnet_x_400mf", "224x224", "161x191")]
    [InlineData("regnet.arch", "RegNetY800MFTorchvision", "regnet_y_800mf", "224x224", "161x191")]
    [InlineData("mobilenet.arch", "MobileNetV2", "mobilenet_v2", "224x224", "161x191")]
    [InlineData("mobilenet.arch", "MobileNetV3Large", "mobilenet_v3_large", "224x224", "161x191")]
    [InlineData("shufflenet.arch", "ShuffleNetV2x10", "shufflenet_v2_x1_0", "224x224", "161x191")]
    [InlineData("efficientnet.arch", "EfficientNetB0", "efficientnet_b0", "224x224", "161x191")]
    public void TheSameWeightsGiveTheSameOutputs(string file, string arch, string name, params string[] sizes)
    {
        long start = Stopwatch.GetTimestamp();
        using var reference = new Reference(name, sizes);
        foreach (string size in sizes)
        {
            int[] sides = [.. size.Split('x').Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
            using var network = new GeneratedNetwork(file, arch, new Shape(3, sides[0], sides[1]), reference.Weights);
            float[] expected = reference.Output(size);
            double error = RelativeError(expected, network.Run(reference.Input(size), expected.Length));
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{arch} {size}: {error:e2} after {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s"));
            Assert.InRange(error, 0, Tolerance);
            Assert.True(expected.Max() - expected.Min() > 0.01, "the outputs say nothing");
        }
    }

    private static double RelativeError(float[] expected, float[] actual) =>
        expected.Zip(actual, (e, a) => Math.Abs((double)e - a)).Max() / expected.Max(e => Math.Abs(e));
}
