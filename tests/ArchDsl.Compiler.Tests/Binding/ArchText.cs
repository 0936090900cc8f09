using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Compiles texts and files of these tests.</summary>
internal static class ArchText
{
    public static string Folder(string name) =>
        Path.Combine(Repository.Root, "tests", "ArchDsl.Compiler.Tests", "Binding", name);

    public static string ZooFolder => Path.Combine(Repository.Root, "dsl", "zoo");

    /// <summary>One network of a file of the zoo.</summary>
    public static Compilation CompileZoo(string file, string arch) => ArchCompiler.Compile(
        new SourceText(file, File.ReadAllText(Path.Combine(ZooFolder, file))),
        new CompilerOptions { Arch = arch });

    public static Compilation Compile(string text, params (string Path, string Text)[] imports) => ArchCompiler.Compile(
        new SourceText("test.arch", text),
        new CompilerOptions
        {
            ResolveImport = (_, path) => imports
                .Where(i => i.Path == path)
                .Select(i => new SourceText(i.Path, i.Text))
                .FirstOrDefault(),
        });

    /// <summary>The only network of a text without any finding.</summary>
    public static Network Network(string text, params (string Path, string Text)[] imports)
    {
        Compilation compilation = Compile(text, imports);
        Assert.Equal("", Findings(compilation));
        return Assert.Single(compilation.Networks);
    }

    /// <summary>A network of a 16x32x32 input, with no defaults set, around some statements.</summary>
    public static Network Body(string statements, string declarations = "") =>
        Network(InArch(statements, declarations));

    public static string InArch(string statements, string declarations = "") =>
        $"{declarations}\narch Test {{\n    input x: 16x32x32\n    {statements}\n}}\n";

    /// <summary>The shape that flows out behind some statements.</summary>
    public static string Shape(string statements, string declarations = "") =>
        Body(statements, declarations).Outputs[0].Node.Shape.ToString();

    /// <summary>The modules that hold weights, in order.</summary>
    public static string[] Modules(string statements, string declarations = "") =>
        [.. Body(statements, declarations).Weights.Select(w => w.Key[..w.Key.LastIndexOf('.')]).Distinct()];

    /// <summary>What the statements compute, one operation each, without the input.</summary>
    public static string Operations(string statements, string declarations = "") =>
        string.Join(" ", Body(statements, declarations).Nodes.Skip(1).Select(n => n.Operation.Name));

    /// <summary>All findings, a line each with its code and message.</summary>
    public static string Findings(Compilation compilation) =>
        string.Join("\n", compilation.Diagnostics.Select(d => $"({d.Location.Start.Line + 1},{d.Location.Start.Character + 1}) {d.Code}: {d.Message}"));

    /// <summary>The code and message of the only finding.</summary>
    public static string OnlyFinding(string text, params (string Path, string Text)[] imports)
    {
        Compilation compilation = Compile(text, imports);
        Assert.True(compilation.Diagnostics.Count == 1, $"wanted one finding, got:\n{Findings(compilation)}");
        return $"{compilation.Diagnostics[0].Code}: {compilation.Diagnostics[0].Message}";
    }

    /// <summary>The only finding of some statements behind a 16x32x32 input.</summary>
    public static string OnlyFindingIn(string statements, string declarations = "") =>
        OnlyFinding(InArch(statements, declarations));
}
