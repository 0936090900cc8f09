using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace ArchDsl.Generators.Tests.Packaging;

/// <summary>The package as its users have it: restored from a folder into a fresh project.</summary>
public class PackageTests(PackageFixture fixture) : IClassFixture<PackageFixture>
{
    private const string Blocks = """
        block twice() { conv 3x3; conv 3x3 }

        """;

    // Convolutions of zeros and norms with bias 1 end in ones, so class i scores 4 channels · 0.25 + i.
    private const string Program = """
        using ArchDsl.Runtime;
        using ArchDsl.Runtime.Weights;
        using Consumer.models;

        var weights = new WeightSet();
        foreach (string layer in new[] { "stem.conv1", "stem.twice1.conv1", "stem.twice1.conv2" })
        {
            int channels = layer == "stem.conv1" ? 1 : 4;
            weights.Add(WeightData.FromFloats($"{layer}.conv.weight", new TensorShape(4, channels, 3, 3), new float[4 * channels * 9]));
            foreach (string part in new[] { "weight", "bias", "running_mean", "running_var" })
            {
                weights.Add(WeightData.FromFloats($"{layer}.norm.{part}", new TensorShape(4), Enumerable.Repeat(part == "running_mean" ? 0f : 1f, 4).ToArray()));
            }
        }

        int classes = int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture);
        weights.Add(WeightData.FromFloats("head.fc.weight", new TensorShape(classes, 4), Enumerable.Repeat(0.25f, classes * 4).ToArray()));
        weights.Add(WeightData.FromFloats("head.fc.bias", new TensorShape(classes), Enumerable.Range(0, classes).Select(i => (float)i).ToArray()));
        SafetensorsWriter.Write("tiny.safetensors", weights.Tensors);

        using var net = TinyCpu.Load("tiny.safetensors");
        var scores = new float[2 * classes];
        net.Run(new float[2 * 64], scores);
        Console.WriteLine($"{nameof(TinyInfo)}: {string.Join(' ', scores)}");

        """;

    private static string Network(int classes) => $$"""
        import "../blocks.arch"
        /// Small enough to count by hand.
        arch Tiny(runtime classes = {{classes}}) {
            input image: 1x8x8
            defaults norm: batch, act: relu
            stage stem { conv 3x3, 4, stride: 2; twice }
            head { globalpool; linear classes as fc }
        }

        """;

    [Fact]
    public void It_holds_the_analyzer_with_all_it_needs_and_the_runtime_for_each_framework()
    {
        using ZipArchive archive = ZipFile.OpenRead(fixture.Package);
        string[] files = [.. archive.Entries.Select(e => e.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && !name.StartsWith('['))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "ArchDsl.nuspec",
                "README.md",
                "analyzers/dotnet/cs/ArchDsl.Compiler.dll",
                "analyzers/dotnet/cs/ArchDsl.Generators.dll",
                "analyzers/dotnet/cs/Sprache.dll",
                "build/ArchDsl.props",
                "build/ArchDsl.targets",
                "buildTransitive/ArchDsl.props",
                "buildTransitive/ArchDsl.targets",
                "lib/net10.0/ArchDsl.Runtime.dll",
                "lib/net10.0/ArchDsl.Runtime.xml",
                "lib/net8.0/ArchDsl.Runtime.dll",
                "lib/net8.0/ArchDsl.Runtime.xml",
                "lib/netstandard2.0/_._",
            ],
            files);
        using Stream nuspec = archive.GetEntry("ArchDsl.nuspec")!.Open();
        XElement metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        Assert.Equal("MIT", metadata.Elements().Single(e => e.Name.LocalName == "license").Value);
        Assert.Equal("README.md", metadata.Elements().Single(e => e.Name.LocalName == "readme").Value);
        Assert.DoesNotContain(metadata.Elements(), e => e.Name.LocalName == "dependencies");
        Assert.NotNull(metadata.Elements().SingleOrDefault(e => e.Name.LocalName == "repository")?.Attribute("commit"));
    }

    [Fact]
    public async Task A_fresh_project_builds_and_runs_with_nothing_else_and_builds_again_after_an_edit()
    {
        using TemporaryFolder folder = fixture.Consumer()
            .Write("Program.cs", Program).Write("blocks.arch", Blocks).Write("models/tiny.arch", Network(3));
        Assert.EndsWith("TinyInfo: 1 2 3 1 2 3\n", await Execute(folder, 3), StringComparison.Ordinal);
        folder.Write("models/tiny.arch", Network(2));
        Assert.EndsWith("TinyInfo: 1 2 1 2\n", await Execute(folder, 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_printed_where_they_are()
    {
        using TemporaryFolder folder = fixture.Consumer("""<ItemGroup><Arch Update="models/tiny.arch" Emit="Cpux;TorchSharp" /></ItemGroup>""")
            .Write("Program.cs", "return;").Write("blocks.arch", Blocks)
            .Write("models/tiny.arch", Network(3).Replace("conv 3x3, 4", "conv 3x3, 4, groups: 3", StringComparison.Ordinal));
        (int exitCode, string output) = await DotNet.TryRun(folder.FullPath, "build", "--nologo", "-p:UseSharedCompilation=false");
        Assert.True(exitCode == 1, output);
        string file = Path.Combine(folder.FullPath, "models", "tiny.arch");
        Assert.True(output.Contains($"{file}(1,1): error ARCH0901: unknown target `Cpux` in the item's `Emit`", StringComparison.Ordinal), output);
        Assert.True(output.Contains($"{file}(1,1): error ARCH0902: `Emit` asks for TorchSharp", StringComparison.Ordinal), output);
        Assert.True(output.Contains($"{file}(6,39): error ARCH0403: ", StringComparison.Ordinal), output);
    }

    private static Task<string> Execute(TemporaryFolder folder, int classes) =>
        DotNet.Run(folder.FullPath, "run", "--property:UseSharedCompilation=false", "--", classes.ToString(CultureInfo.InvariantCulture));
}
