using ArchDsl.Cli.Commands;
using ArchDsl.Compiler.Graph;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Pictures;

/// <summary>Networks of the checkout's files.</summary>
internal static class Written
{
    private const string Zoo = "dsl/zoo/";

    /// <summary>A chain, a bottleneck, aggregations, partial stages, dense blocks, splits, gates, pyramids with several results.</summary>
    public static TheoryData<string, string> All => new()
    {
        { "examples/Quickstart/fashion.arch", "FashionNet" },
        { "dsl/zoo/resnet.arch", "ResNet50" },
        { Zoo + "vovnet.arch", "VoVNet39" },
        { Zoo + "darknet.arch", "CSPResNeXt50Cfg" },
        { Zoo + "regnet.arch", "RegNetY800MFTorchvision" },
        { Zoo + "densenet.arch", "DenseNet121" },
        { Zoo + "densenet.arch", "DenseNet40" },
        { Zoo + "shufflenet.arch", "ShuffleNetV2x10" },
        { Zoo + "efficientnet.arch", "EfficientNetB0" },
        { Zoo + "vgg.arch", "VGG16" },
        { Zoo + "pyramids.arch", "VoVNet39EFM" },
        { Zoo + "pyramids.arch", "CSPResNeXt50PANet" },
    };

    public static Network Of(string file, string arch) => Of(file, arch, TextReader.Null);

    /// <summary>The one network of a text.</summary>
    public static Network Text(string text) => Of("-", null, new StringReader(text));

    private static Network Of(string file, string? arch, TextReader input)
    {
        using var error = new StringWriter();
        var terminal = new Terminal(input, TextWriter.Null, error, Repository.Root, IsStyled: false);
        return new Session(terminal).OneNetwork(file, arch) ?? throw new InvalidOperationException(error.ToString());
    }
}
