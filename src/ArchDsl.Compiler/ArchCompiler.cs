using ArchDsl.Compiler.Binding;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler;

/// <summary>The one entry of the compiler: text in, checked networks and findings out. It never throws for any text.</summary>
public static class ArchCompiler
{
    /// <summary>Compiles a file with what it imports.</summary>
    /// <param name="source">The file.</param>
    /// <param name="options">What the host decides; null for the defaults.</param>
    public static Compilation Compile(SourceText source, CompilerOptions? options = null)
    {
        options ??= new CompilerOptions();
        var diagnostics = new DiagnosticBag();
        SourceFile file = new FileLoader(options.ResolveImport, diagnostics).Load(source);
        (IReadOnlyList<Network> networks, IReadOnlyList<DesignSpace> spaces) = new Binder(file, diagnostics, options).Bind();
        return new Compilation(source, diagnostics.ToSorted(), networks, spaces);
    }

    /// <summary>The texts of a file's imports, without quotes, in order.</summary>
    public static EquatableArray<string> Imports(SourceText source) => Parser.Parse(source).Root.Members
        .OfType<ImportSyntax>()
        .Where(import => !import.Path.IsMissing)
        .Select(import => import.Path.Text.Trim('"'))
        .ToEquatableArray();

    /// <summary>The file in the canonical format; unchanged where it has syntax errors.</summary>
    public static string Format(SourceText source) => Formatter.Format(source);

    /// <summary>What a code means; null for an unknown one.</summary>
    public static DiagnosticDescriptor? Explain(string code) => DiagnosticCatalog.Find(code);
}
