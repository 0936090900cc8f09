using ArchDsl.Compiler;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;
using ArchDsl.Testing;

namespace ArchDsl.Benchmarks.Compare.Preparation;

/// <summary>A network to measure.</summary>
/// <param name="Title">The name that reports print.</param>
/// <param name="Network">The compiled network.</param>
internal sealed record ComparedNetwork(string Title, Network Network)
{
    public long Macs { get; } = Costs.Of(Network.Nodes).Macs;

    public Shape Input => Network.Inputs[0].Shape;

    public Shape Output => Network.Outputs[0].Node.Shape;

    /// <summary>Bytes below which no arena of the plan's kernels goes.</summary>
    public long ArenaLowerBound { get; } = FusionPipeline.Run(Network).LowerBoundBytes;
}

/// <summary>The published networks that are compared, compiled from the files of dsl/zoo when they are asked for.</summary>
internal static class NetworkCatalog
{
    private static readonly (string Title, string Arch)[] Entries =
    [
        ("VoVNet-27-slim", "VoVNet27Slim"),
        ("VoVNet-39", "VoVNet39"),
        ("VoVNet-57", "VoVNet57"),
        ("CSPResNeXt-50", "CSPResNeXt50"),
        ("CSPDarknet-53", "CSPDarknet53"),
        ("RegNetY-800MF", "RegNetY800MF"),
        ("DenseNet-121", "DenseNet121"),
        ("ResNet-50", "ResNet50"),
        ("CompConv-ResNet-50", "CompConvResNet50"),
        ("PeleeNet", "PeleeNet"),
        ("MobileNetV2", "MobileNetV2"),
    ];

    public static IReadOnlyList<string> Titles { get; } = Entries.Select(e => e.Title).ToArray();

    /// <summary>Compiles networks by name; case and hyphens do not matter.</summary>
    /// <param name="names">The names; none for every network.</param>
    /// <exception cref="CompareException">A name is not of the catalog, or a file does not compile.</exception>
    public static IReadOnlyList<ComparedNetwork> Load(IReadOnlyList<string> names)
    {
        SourceText[] files = Directory.GetFiles(Path.Combine(Repository.Root, "dsl", "zoo"), "*.arch").Order(StringComparer.Ordinal).Select(Read).ToArray();
        (string Title, string Arch)[] chosen = names.Count == 0
            ? Entries
            : names.Select(n => Entries.FirstOrDefault(e => Plain(e.Title) == Plain(n)) is { Title: not null } entry
                ? entry
                : throw new CompareException($"there is no network {n}; there are {string.Join(", ", Titles)}")).ToArray();
        return chosen.Select(entry => new ComparedNetwork(entry.Title, Compile(files, entry.Arch))).ToArray();
    }

    /// <summary>The Quickstart's network.</summary>
    public static ComparedNetwork FashionNet() =>
        new("FashionNet", Compile([Read(Path.Combine(Repository.Root, "examples", "Quickstart", "fashion.arch"))], "FashionNet"));

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static Network Compile(SourceText[] files, string arch)
    {
        SourceText source = files.FirstOrDefault(f => Parser.Parse(f).Root.Members.OfType<ArchSyntax>().Any(a => a.Name.Text == arch))
            ?? throw new CompareException($"no file of dsl/zoo holds {arch}");
        Compilation compilation = ArchCompiler.Compile(source, new CompilerOptions { ResolveImport = Resolve, Arch = arch });
        Network? network = compilation.Networks.FirstOrDefault(n => n.Name == arch);
        return network is null || compilation.HasErrors
            ? throw new CompareException($"{arch} of {Path.GetFileName(source.Path)} does not compile: {compilation.Diagnostics.FirstOrDefault()?.Message}")
            : network;
    }

    private static SourceText? Resolve(SourceText importing, string path)
    {
        string full = Path.GetFullPath(path, Path.GetDirectoryName(importing.Path)!);
        return File.Exists(full) ? Read(full) : null;
    }

    private static SourceText Read(string path) => new(path, File.ReadAllText(path));
}
