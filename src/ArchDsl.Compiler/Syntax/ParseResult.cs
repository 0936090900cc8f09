using ArchDsl.Compiler.Diagnostics;

namespace ArchDsl.Compiler.Syntax;

/// <summary>A file's tree with what was wrong in its text. The tree is whole whatever the text was.</summary>
internal sealed record ParseResult(FileSyntax Root, IReadOnlyList<Diagnostic> Diagnostics);
