using ArchDsl.Compiler.Text;

namespace ArchDsl.Generators.Model;

/// <summary>A .arch file of the project with the metadata of its item.</summary>
/// <param name="FullPath">Where it is, for diagnostics.</param>
/// <param name="Source">Its text under its path in the project, <c>/</c> between folders: the same on every machine.</param>
/// <param name="LogicalPath">Where it belongs in the project: its path, or its link's for a file elsewhere.</param>
/// <param name="IsReadable">Whether the text could be read.</param>
/// <param name="Emit">The item's <c>Emit</c>; empty where not set.</param>
/// <param name="Namespace">The item's <c>Namespace</c>; empty where not set.</param>
internal sealed record ArchFile(string FullPath, SourceText Source, string LogicalPath, bool IsReadable, string Emit, string Namespace)
{
    /// <summary>Where findings about the file as a whole are reported.</summary>
    public SourceLocation Start => Source.GetLocation(default);
}
