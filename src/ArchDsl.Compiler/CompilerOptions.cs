using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler;

/// <summary>Finds the file an import names.</summary>
/// <param name="importing">The file with the import.</param>
/// <param name="path">The text of the import, without quotes; never one of the standard library's <c>std/…</c>.</param>
/// <returns>The file, or null where there is none.</returns>
public delegate SourceText? ImportResolver(SourceText importing, string path);

/// <summary>What a host decides about a compilation.</summary>
public sealed record CompilerOptions
{
    /// <summary>Finds imported files; without one only <c>std/…</c> can be imported.</summary>
    public ImportResolver? ResolveImport { get; init; }

    /// <summary>Replaces the shape of the (first) input, to ask for costs at another size.</summary>
    public Shape? Input { get; init; }

    /// <summary>Compiles only this arch, also where it is a template's copy or would become no class; null for all.</summary>
    public string? Arch { get; init; }
}
