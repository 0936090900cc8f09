using ArchDsl.Compiler.Text;

namespace ArchDsl.Generators.Model;

/// <summary>A file with the paths its imports name, as written.</summary>
internal sealed record ImportingFile(ArchFile File, EquatableArray<string> Imports);
