using ArchDsl.Cli.Commands;
using ArchDsl.Compiler.Graph;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Pictures;

/// <summary>Networks of the checkout's files.</summary>
internal static class Written
{
    private const string Networks = "tests/ArchDsl.Compiler.Tests/Binding/Networks/";

    /// <summary>A chain, a bottleneck, aggregations, partial stages, dense blocks, splits, gates, pyramids with several results.</summary>
    public static TheoryData<string, string> All => new()
    {
        { "examples/Quickstart/fashion.arch", "FashionNet" },
        { "dsl/zoo/resnet.arch", "ResNet50" },
        { Networks + "vovnet.arch", "VoVNet39" },
        { Networks + "csp.arch", "DarknetCSPResNeXt50" },
        { Networks + "regnet.arch", "RegNetY800MFtv" },
        { Networks + "densenet.arch", "DenseNet121" },
        { Networks + "densenet.arch", "DenseNet40" },
        { Networks + "shufflenet.arch", "ShuffleNetV2x10" },
        { Networks + "mobile.arch", "EfficientNetB0" },
        { Networks + "vgg.arch", "VGG16" },
        { Networks + "pyramids.arch", "Efm" },
        { Networks + "pyramids.arch", "Pan" },
    };

    public static Network Of(string file, string arch)
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, error, Repository.Root, IsStyled: false);
        return new Session(terminal).OneNetwork(file, arch) ?? throw new InvalidOperationException(error.ToString());
    }
}
