using ArchDsl.Compiler.Text;

namespace ArchDsl.Generators.Model;

/// <summary>An import that was found among the project's files.</summary>
/// <param name="Importer">The path in the project of the file with the import.</param>
/// <param name="Import">The path as written there.</param>
/// <param name="Source">The file it names.</param>
/// <param name="FullPath">Where that file is.</param>
internal sealed record ResolvedImport(string Importer, string Import, SourceText Source, string FullPath);

/// <summary>Everything that compiling one file depends on, apart from the project.</summary>
/// <param name="File">The file.</param>
/// <param name="HintPrefix">What the names of its generated files start with; no other file of the project has it.</param>
/// <param name="IsListedTwice">Whether the project lists the file more than once.</param>
/// <param name="Imports">Its imports, and theirs.</param>
internal sealed record ArchUnit(ArchFile File, string HintPrefix, bool IsListedTwice, EquatableArray<ResolvedImport> Imports)
{
    /// <summary>The file that an import names, or null.</summary>
    public SourceText? Resolve(SourceText importing, string path) =>
        Imports.FirstOrDefault(i => i.Importer == importing.Path && i.Import == path)?.Source;

    /// <summary>A place under its path in the project, moved to where the file is.</summary>
    public SourceLocation ToFullPath(SourceLocation location)
    {
        if (location.Path.Length == 0)
        {
            return File.Start with { Path = File.FullPath };
        }

        string? fullPath = location.Path == File.Source.Path
            ? File.FullPath
            : Imports.FirstOrDefault(i => i.Source.Path == location.Path)?.FullPath;
        return fullPath is null ? location : location with { Path = fullPath };
    }
}
