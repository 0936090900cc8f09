using ArchDsl.Compiler;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Generators.Compiling;

/// <summary>The real compiler.</summary>
internal sealed class ArchFrontEnd : IFrontEnd
{
    public static ArchFrontEnd Instance { get; } = new();

    public IReadOnlyList<EmitTarget> Targets => ArchEmitter.Targets;

    public EquatableArray<string> Imports(SourceText source) => ArchCompiler.Imports(source);

    public Compilation Compile(SourceText source, CompilerOptions options) => ArchCompiler.Compile(source, options);

    public IReadOnlyList<EmittedFile> Emit(Network network, EmitTarget target, EmitOptions options) =>
        ArchEmitter.Emit(network, target, options);
}
