using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Generators.Model;

/// <summary>A generated file.</summary>
/// <param name="Hint">Its name among all generated files.</param>
/// <param name="Text">Its C#.</param>
internal sealed record GeneratedSource(string Hint, string Text);

/// <summary>A class that a network is generated as. Apart from the source, so that moving the network leaves that alone.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hint">The generated file it is in.</param>
/// <param name="Network">The name of the network, under its path in the project.</param>
/// <param name="FullPath">Where the network's file is.</param>
internal sealed record GeneratedClass(string Namespace, string Name, string Hint, SourceLocation Network, string FullPath);

/// <summary>What came of one file: three parts that change on their own.</summary>
internal sealed record UnitResult(
    EquatableArray<GeneratedSource> Sources,
    EquatableArray<GeneratedClass> Classes,
    EquatableArray<Diagnostic> Diagnostics);
