using System.Collections.Concurrent;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Testing;

namespace ArchDsl.Zoo.Tests;

/// <summary>The files of <c>dsl/zoo</c>.</summary>
internal static class Zoo
{
    private static readonly ConcurrentDictionary<string, Lazy<Compilation>> Compiled = new(StringComparer.Ordinal);

    /// <summary>Their names, without folder.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "dsl", "zoo"), "*.arch")
            .Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal),
    ];

    /// <summary>A file's text under the path by which others import it.</summary>
    public static SourceText Read(string file) =>
        new($"std/zoo/{file}", File.ReadAllText(Path.Combine(Repository.Root, "dsl", "zoo", file)));

    /// <summary>A file with all its networks, at their declared inputs.</summary>
    public static Compilation Compile(string file) =>
        Compiled.GetOrAdd(file, f => new Lazy<Compilation>(() => ArchCompiler.Compile(Read(f)))).Value;

    /// <summary>One network at its declared input.</summary>
    public static Network Network(string file, string arch) =>
        Compile(file).Networks.SingleOrDefault(n => n.Name == arch)
        ?? throw new ArgumentException($"{file} has no arch {arch} without findings: {string.Join("\n", Compile(file).Diagnostics)}");

    /// <summary>One network with a first input of another height and width.</summary>
    public static Network Network(string file, string arch, int side)
    {
        Shape declared = Network(file, arch).Inputs[0].Shape;
        if (declared.Height == side && declared.Width == side)
        {
            return Network(file, arch);
        }

        Compilation compilation = ArchCompiler.Compile(
            Read(file), new CompilerOptions { Arch = arch, Input = new Shape(declared.Channels, side, side) });
        return OnlyOne(compilation);
    }

    /// <summary>The only network of a text that may import the zoo.</summary>
    public static Network Written(string text) => OnlyOne(ArchCompiler.Compile(new SourceText("written.arch", text)));

    /// <summary>All findings, notes included.</summary>
    public static string Findings(Compilation compilation) => string.Join("\n", compilation.Diagnostics);

    private static Network OnlyOne(Compilation compilation) => compilation.Diagnostics.Count == 0
        ? compilation.Networks.Single()
        : throw new InvalidDataException(Findings(compilation));
}
