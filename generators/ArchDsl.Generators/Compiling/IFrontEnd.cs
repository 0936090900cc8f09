using ArchDsl.Compiler;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Generators.Compiling;

/// <summary>The compiler as the generator sees it.</summary>
internal interface IFrontEnd
{
    /// <summary>The targets it can emit.</summary>
    IReadOnlyList<EmitTarget> Targets { get; }

    /// <summary>The paths that a file imports, as written; cheap.</summary>
    EquatableArray<string> Imports(SourceText source);

    /// <summary>Checks a file and builds its networks.</summary>
    Compilation Compile(SourceText source, CompilerOptions options);

    /// <summary>Prints one network for one target.</summary>
    IReadOnlyList<EmittedFile> Emit(Network network, EmitTarget target, EmitOptions options);
}
