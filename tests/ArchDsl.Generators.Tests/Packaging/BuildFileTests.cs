using System.Text.Json;
using ArchDsl.Testing;

namespace ArchDsl.Generators.Tests.Packaging;

/// <summary>The package's props and targets, evaluated by MSBuild.</summary>
public class BuildFileTests
{
    private static readonly string Build = Path.Combine(Repository.Root, "generators", "ArchDsl.Generators", "build");

    [Fact]
    public async Task Every_arch_file_of_the_project_is_an_item_but_those_of_build_folders()
    {
        using TemporaryFolder folder = Project("")
            .Write("top.arch", "").Write("models/a.arch", "")
            .Write("bin/Debug/b.arch", "").Write("obj/c.arch", "").Write("sub/obj/d.arch", "");
        JsonElement items = await Items(folder, "Arch", "None", "UpToDateCheckInput", "AvailableItemName", "CompilerVisibleItemMetadata");
        Assert.Equal(["models/a.arch", "top.arch"], Identities(items, "Arch"));
        Assert.Equal(["models/a.arch", "top.arch"], Identities(items, "UpToDateCheckInput"));
        Assert.Empty(Identities(items, "None").Intersect(Identities(items, "Arch")));
        Assert.Contains("Arch", Identities(items, "AvailableItemName"));
        Assert.Equal(["ArchEmit", "ArchLink", "ArchNamespace"], items.GetProperty("CompilerVisibleItemMetadata").EnumerateArray()
            .Where(i => Value(i, "Identity") == "AdditionalFiles").Select(i => Value(i, "MetadataName")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("<PropertyGroup><EnableDefaultArchItems>false</EnableDefaultArchItems></PropertyGroup>")]
    [InlineData("<PropertyGroup><EnableDefaultItems>false</EnableDefaultItems></PropertyGroup>")]
    [InlineData("<ItemGroup><Arch Remove=\"**/*.arch\" /></ItemGroup>")]
    public async Task A_project_may_list_its_files_itself(string body)
    {
        using TemporaryFolder folder = Project(body).Write("top.arch", "");
        JsonElement items = await Items(folder, "Arch", "AdditionalFiles");
        Assert.Empty(Identities(items, "Arch"));
        Assert.Empty(Identities(items, "AdditionalFiles"));
    }

    [Fact]
    public async Task Items_become_additional_files_once_each_with_their_metadata()
    {
        using TemporaryFolder folder = Project("""
            <ItemGroup>
              <Arch Update="models/a.arch" Emit="TorchSharp;Cpu" Namespace="My.Networks" />
              <Arch Include="../outside.arch" Link="linked/outside.arch" />
              <Arch Include="top.arch;./models/../top.arch" />
              <AdditionalFiles Include="top.arch;notes.txt" />
            </ItemGroup>
            """).Write("top.arch", "").Write("models/a.arch", "").Write("../outside.arch", "").Write("models/odd;name #1.arch", "");
        JsonElement items = await Items(folder, "AdditionalFiles");
        Assert.Equal(
            ["a.arch", "notes.txt", "odd;name #1.arch", "outside.arch", "top.arch"],
            Identities(items, "AdditionalFiles").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        JsonElement[] files = [.. items.GetProperty("AdditionalFiles").EnumerateArray()];
        JsonElement a = files.Single(f => Value(f, "Filename") == "a");
        Assert.Equal("TorchSharp|Cpu", Value(a, "ArchEmit"));
        Assert.Equal("My.Networks", Value(a, "ArchNamespace"));
        Assert.Equal("linked/outside.arch", Value(files.Single(f => Value(f, "Filename") == "outside"), "ArchLink"));
    }

    private static TemporaryFolder Project(string body) => new TemporaryFolder().Write("app.csproj", $"""
        <Project>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <Import Project="{Build}/ArchDsl.props" />
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          {body}
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
          <Import Project="{Build}/ArchDsl.targets" />
        </Project>
        """);

    private static async Task<JsonElement> Items(TemporaryFolder folder, params string[] types)
    {
        string json = await DotNet.Run(folder.FullPath, ["msbuild", "-t:ArchDslAddAdditionalFiles", .. types.Select(t => "-getItem:" + t)]);
        return JsonDocument.Parse(json).RootElement.GetProperty("Items");
    }

    private static string[] Identities(JsonElement items, string type) =>
        [.. items.GetProperty(type).EnumerateArray().Select(i => Value(i, "Identity").Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static string Value(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) ? value.GetString()! : "";
}
