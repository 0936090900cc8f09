using System.IO.Compression;
using System.Xml.Linq;

namespace ArchDsl.Generators.Tests.Packaging;

/// <summary>The package as its users have it: restored from a folder into a fresh project.</summary>
public class PackageTests(PackageFixture fixture) : IClassFixture<PackageFixture>
{
    private const string Network = """
        import "../blocks.arch"
        /// Small enough to count by hand.
        arch Tiny(runtime classes = 10) {
            input image: 1x8x8
            defaults norm: batch, act: relu
            stage stem { conv 3x3, 4, stride: 2; twice }
            head { globalpool; linear classes as fc }
        }

        """;

    private const string Blocks = """
        block twice() { conv 3x3; conv 3x3 }

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
    public async Task A_mistake_is_printed_where_it_is_and_honours_the_project()
    {
        using TemporaryFolder folder = fixture.Consumer("""<ItemGroup><Arch Update="models/net.arch" Emit="Infoo;Cpux" /></ItemGroup>""")
            .Write("Program.cs", "return;").Write("models/net.arch", "");
        (int exitCode, string output) = await DotNet.TryRun(folder.FullPath, "build", "--nologo", "-p:UseSharedCompilation=false");
        Assert.True(exitCode == 1, output);
        Assert.True(output.Contains($"net.arch(1,1): error ARCH0901: unknown target `Infoo`", StringComparison.Ordinal), output);
        Assert.Contains("error ARCH0901: unknown target `Cpux` in the item's `Emit`; there are Info", output, StringComparison.Ordinal);
    }
}
