using ArchDsl.Compiler.Graph;
using ArchDsl.Testing;

namespace ArchDsl.Zoo.Tests.Torchvision;

/// <summary>The names of other projects, whole lists of them.</summary>
public sealed class KeyTests : IDisposable
{
    // A network's weights are of no interest here, so none are drawn.
    private const string Script =
        """
        import sys, torch, torchvision.models as models
        for part in (torch.nn.Conv2d, torch.nn.Linear):
            part.reset_parameters = lambda self: None
        for f in ("kaiming_normal_", "normal_", "trunc_normal_", "uniform_", "kaiming_uniform_"):
            setattr(torch.nn.init, f, lambda t, *a, **k: t)
        with open(sys.argv[1], "w") as out:
            for name in sys.argv[2:]:
                for key, value in getattr(models, name)().state_dict().items():
                    out.write(f"{name} {key} {'x'.join(map(str, value.shape))}\n")
        """;

    private static readonly Dictionary<string, (string File, string Arch)> Zoos = new(StringComparer.Ordinal)
    {
        ["resnet101"] = ("resnet.arch", "ResNet101"),
        ["resnet152"] = ("resnet.arch", "ResNet152"),
        ["densenet161"] = ("densenet.arch", "DenseNet161"),
        ["densenet169"] = ("densenet.arch", "DenseNet169"),
        ["densenet201"] = ("densenet.arch", "DenseNet201"),
        ["vgg16"] = ("vgg.arch", "VGG16"),
        ["vgg19"] = ("vgg.arch", "VGG19"),
        ["regnet_y_400mf"] = ("regnet.arch", "RegNetY400MF"),
        ["regnet_y_8gf"] = ("regnet.arch", "RegNetY8GFTorchvision"),
        ["regnet_x_1_6gf"] = ("regnet.arch", "RegNetX1_6GF"),
        ["shufflenet_v2_x0_5"] = ("shufflenet.arch", "ShuffleNetV2x05"),
        ["shufflenet_v2_x1_5"] = ("shufflenet.arch", "ShuffleNetV2x15"),
        ["shufflenet_v2_x2_0"] = ("shufflenet.arch", "ShuffleNetV2x20"),
        ["efficientnet_b1"] = ("efficientnet.arch", "EfficientNetB1"),
        ["efficientnet_b4"] = ("efficientnet.arch", "EfficientNetB4"),
    };

    private readonly string _path = Path.GetTempFileName();

    [PyTorchTheory]
    [InlineData("torchvision")]
    public void EveryKeyAndShapeIsTorchvisions(string dialect)
    {
        Assert.True(PyTorch.Run(["-c", Script, _path, .. Zoos.Keys], out string errors) == 0, errors);
        ILookup<string, string> expected = File.ReadLines(_path).ToLookup(line => line[..line.IndexOf(' ')], line => line[(line.IndexOf(' ') + 1)..]);
        foreach ((string name, (string file, string arch)) in Zoos)
        {
            Network network = Zoo.Network(file, arch);
            IEnumerable<string> actual = network.Dialects.Single(d => d.Name == dialect).Keys.Zip(network.Weights, (k, w) => $"{k.Foreign} {string.Join('x', w.Tensor.Shape)}");
            Assert.Equal(expected[name].Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    // Read off the authors' and timm's sources.
    [Theory]
    [InlineData("vovnet.arch", "VoVNet39", "vovnet", "stem.conv1.conv.weight", "stem.stem_1/conv.weight")]
    [InlineData("vovnet.arch", "VoVNet39", "vovnet", "stem.layer2.conv1.norm.running_var", "stem.stem_3/norm.running_var")]
    [InlineData("vovnet.arch", "VoVNet39", "vovnet", "c4.osa2.layer1.conv1.norm.running_var", "stage4.OSA4_2.layers.0.OSA4_2_0/norm.running_var")]
    [InlineData("vovnet.arch", "VoVNet39", "vovnet", "c5.osa1.conv1.conv.weight", "stage5.OSA5_1.concat.OSA5_1_concat/conv.weight")]
    [InlineData("vovnet.arch", "VoVNet39", "vovnet", "head.fc.bias", "classifier.bias")]
    [InlineData("vovnet.arch", "VoVNetV2_39", "vovnet", "c5.osa2.ese1.fc.weight", "stage5.OSA5_2.ese.fc.weight")]
    [InlineData("vovnet.arch", "VoVNetV2_19Dw", "vovnet", "stem.layer1.conv_depthwise1.conv.weight", "stem.stem_2/dw_conv3x3.weight")]
    [InlineData("vovnet.arch", "VoVNetV2_19Dw", "vovnet", "stem.layer1.conv1.norm.weight", "stem.stem_2/pw_norm.weight")]
    [InlineData("vovnet.arch", "VoVNetV2_19Dw", "vovnet", "c3.osa1.layer3.conv1.conv.weight", "stage3.OSA3_1.layers.2.OSA3_1_2/pw_conv1x1.weight")]
    [InlineData("vovnet.arch", "VoVNetV2_19Dw", "vovnet", "c3.osa1.reduction.conv.weight", "stage3.OSA3_1.conv_reduction.OSA3_1_reduction_0/conv.weight")]
    [InlineData("vovnet.arch", "VoVNet39b", "timm", "stem.conv1.conv.weight", "stem.0.conv.weight")]
    [InlineData("vovnet.arch", "VoVNet39b", "timm", "c2.osa1.layer1.conv1.norm.weight", "stages.0.blocks.0.conv_mid.0.bn.weight")]
    [InlineData("vovnet.arch", "VoVNet39b", "timm", "c5.osa2.conv1.conv.weight", "stages.3.blocks.1.conv_concat.conv.weight")]
    [InlineData("vovnet.arch", "VoVNet39b", "timm", "c5.osa2.ese1.fc.bias", "stages.3.blocks.1.attn.fc.bias")]
    [InlineData("vovnet.arch", "VoVNet39b", "timm", "head.fc.weight", "head.fc.weight")]
    [InlineData("vovnet.arch", "VoVNetV2_19Dw", "timm", "stem.layer2.conv_depthwise1.conv.weight", "stem.2.conv_dw.weight")]
    [InlineData("vovnet.arch", "VoVNetV2_19Dw", "timm", "c3.osa1.layer3.conv1.conv.weight", "stages.1.blocks.0.conv_mid.2.conv_pw.weight")]
    [InlineData("vovnet.arch", "VoVNetV2_19Dw", "timm", "c3.osa1.layer3.conv1.norm.bias", "stages.1.blocks.0.conv_mid.2.bn.bias")]
    [InlineData("vovnet.arch", "VoVNetV2_19Dw", "timm", "c3.osa1.reduction.norm.bias", "stages.1.blocks.0.conv_reduction.bn.bias")]
    [InlineData("regnet.arch", "RegNetY800MF", "timm", "s1.xblock1.conv1.conv.weight", "s1.b1.conv1.conv.weight")]
    [InlineData("regnet.arch", "RegNetY800MF", "timm", "s2.xblock1.proj.norm.weight", "s2.b1.downsample.bn.weight")]
    [InlineData("regnet.arch", "RegNetY800MF", "timm", "s2.xblock3.se1.fc2.bias", "s2.b3.se.fc2.bias")]
    [InlineData("regnet.arch", "RegNetY800MF", "timm", "stem.conv1.norm.bias", "stem.bn.bias")]
    [InlineData("resnet.arch", "SEResNet50", "torchvision", "s2.bottleneck1.se1.fc1.weight", "layer2.0.se.fc1.weight")]
    public void AKeyIsNamedAsThere(string file, string arch, string dialect, string own, string foreign)
    {
        RenamedKey key = Assert.Single(Zoo.Network(file, arch).Dialects.Single(d => d.Name == dialect).Keys, k => k.Own == own);
        Assert.Equal(foreign, key.Foreign);
    }

    public void Dispose() => File.Delete(_path);
}
