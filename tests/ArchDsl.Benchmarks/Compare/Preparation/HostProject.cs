using System.Runtime.InteropServices;
using ArchDsl.Compiler.Emit;

namespace ArchDsl.Benchmarks.Compare.Preparation;

/// <summary>
/// The generated classes of all compared networks in a small published program, as a user would ship them: Release,
/// framework-dependent, compiled ahead of time (ReadyToRun) where the SDK can restore the compiler for it.
/// </summary>
internal sealed class HostProject
{
    // What a restore says that finds no ReadyToRun compiler, and what the SDK says without one for this system.
    private static readonly string[] NoCompiler = ["NU1101", "NU1102", "NETSDK1094"];

    private HostProject(string program, bool isReadyToRun)
    {
        Program = program;
        IsReadyToRun = isReadyToRun;
    }

    /// <summary>The published assembly, for <c>dotnet</c>.</summary>
    public string Program { get; }

    /// <summary>Whether its code is compiled ahead of time.</summary>
    public bool IsReadyToRun { get; }

    /// <summary>Writes and publishes the program for the machine it is measured on.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="root">The folder that gets the project.</param>
    /// <param name="bits">The widest vectors that the program may use.</param>
    /// <exception cref="CompareException">The generated code does not compile.</exception>
    public static HostProject Publish(IReadOnlyList<ComparedNetwork> networks, string root, int bits)
    {
        string folder = Path.Combine(root, "host");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (EmittedFile file in networks.SelectMany(n => ArchEmitter.Emit(n.Network, EmitTarget.Cpu, new EmitOptions { Namespace = "Networks" })))
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file.Name)), file.Text);
        }

        File.Copy(Drivers.Path("Host.cs"), Path.Combine(folder, "Host.cs"));
        File.WriteAllText(Path.Combine(folder, "Catalog.cs"), Catalog(networks));
        File.WriteAllText(Path.Combine(folder, "Host.csproj"), Project());
        foreach (string stop in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(folder, stop), "<Project />\n");
        }

        string output = Path.Combine(folder, "publish");
        bool isReadyToRun = true;
        try
        {
            Publish(folder, output, isReadyToRun, bits);
        }
        catch (CompareException e) when (NoCompiler.Any(code => e.Message.Contains(code, StringComparison.Ordinal)))
        {
            isReadyToRun = false;
            Publish(folder, output, isReadyToRun, bits);
        }

        return new HostProject(Path.Combine(output, "Host.dll"), isReadyToRun);
    }

    private static void Publish(string folder, string output, bool isReadyToRun, int bits)
    {
        // Code for instructions that a process is not to use would all be compiled again as it runs.
        string instructions = bits < 512 && RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "x86-64-v3" : "native";
        Command.Run(
            folder, "dotnet", "publish", "Host.csproj", "-c", "Release", "-o", output, "--nologo", "-v", "q", "--use-current-runtime", "--no-self-contained",
            $"-p:PublishReadyToRun={(isReadyToRun ? "true" : "false")}", $"-p:PublishReadyToRunCrossgen2ExtraArgs=--instruction-set:{instructions}");
    }

    private static string Project() =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <RootNamespace>Networks</RootNamespace>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
            <TieredPGO>false</TieredPGO>
            <ConcurrentGarbageCollection>false</ConcurrentGarbageCollection>
            <InvariantGlobalization>true</InvariantGlobalization>
            <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="*.cs" />
            <Reference Include="ArchDsl.Runtime" HintPath="{Path.Combine(AppContext.BaseDirectory, "ArchDsl.Runtime.dll")}" />
          </ItemGroup>
        </Project>

        """;

    private static string Catalog(IReadOnlyList<ComparedNetwork> networks)
    {
        IEnumerable<string> cases = networks.Select(n =>
            $"            \"{n.Network.Name}\" => Loaded({n.Network.Name}Cpu.From(weights, options), n => n.Run, {n.Input.Elements}, {n.Output.Elements}),\n");
        return $$"""
            using ArchDsl.Runtime.Cpu;
            using ArchDsl.Runtime.Weights;

            namespace Networks;

            internal static class Catalog
            {
                public static Loaded Load(string network, string path, CpuOptions options)
                {
                    using WeightsFile weights = WeightsFile.Open(path);
                    return network switch
                    {
            {{string.Concat(cases)}}            _ => throw new ArgumentException(network),
                    };
                }

                private static Loaded Loaded<T>(T program, Func<T, Forward> run, int inputFloats, int outputFloats)
                    where T : CpuProgram => new(program, run(program), inputFloats, outputFloats);
            }

            """;
    }
}
