using System.Security;
using ArchDsl.Testing;

namespace ArchDsl.Generators.Tests.Packaging;

/// <summary>The package, made once, with a feed that holds nothing else.</summary>
public sealed class PackageFixture : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("archdsl-package-").FullName;
    private string _config = "";

    /// <summary>The folder with the .nupkg.</summary>
    public string Feed => Path.Combine(_root, "feed");

    /// <summary>The package file.</summary>
    public string Package => Directory.GetFiles(Feed, "*.nupkg").Single();

    public async Task InitializeAsync()
    {
        // An artifacts folder of its own keeps this build out of the way of the one that runs the tests.
        string project = Path.Combine(Repository.Root, "generators", "ArchDsl.Generators", "ArchDsl.Generators.csproj");
        await DotNet.Run(Repository.Root, "pack", project, "-c", "Release", "-o", Feed, "--artifacts-path", Path.Combine(_root, "artifacts"), "-v", "q");
        string sources = await DotNet.Run(Repository.Root, "nuget", "list", "source", "--format", "short");
        IEnumerable<string> configured = sources.Split('\n')
            .Where(line => line.StartsWith("E ", StringComparison.Ordinal))
            .Select((line, i) => $"""    <add key="configured{i}" value="{SecurityElement.Escape(line[2..].Trim())}" />""");
        _config = $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{SecurityElement.Escape(Feed)}" />
            {string.Join('\n', configured)}
              </packageSources>
              <packageSourceMapping>
                <clear />
              </packageSourceMapping>
            </configuration>
            """;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A fresh project outside the repository that references the package and nothing else.</summary>
    internal TemporaryFolder Consumer(string body = "", string framework = "net10.0") => new TemporaryFolder()
        .Write("nuget.config", _config)
        .Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType Condition="'{framework}' != 'netstandard2.0'">Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                <RootNamespace>Consumer</RootNamespace>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <RestorePackagesPath>{SecurityElement.Escape(Path.Combine(_root, "packages"))}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ArchDsl" Version="*-*" />
              </ItemGroup>
              {body}
            </Project>
            """);
}
