using System.Collections.Concurrent;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Generators.Compiling;
using Compilation = ArchDsl.Compiler.Compilation;
using CompilerOptions = ArchDsl.Compiler.CompilerOptions;

namespace ArchDsl.Generators.Tests.Host;

/// <summary>
/// A language of single words to a line, to see what the generator does with a compiler's answers:
/// <c>import PATH</c>, <c>arch NAME</c>, <c>error WORDS</c>, <c>warning WORDS</c>, <c>crash</c>, <c>crash-imports</c>, <c>crash-emit NAME</c>.
/// </summary>
internal sealed class FakeFrontEnd : IFrontEnd
{
    private readonly ConcurrentQueue<string> _compiled = new();

    /// <summary>The files compiled, in order.</summary>
    public IReadOnlyList<string> Compiled => [.. _compiled];

    public IReadOnlyList<EmitTarget> Targets { get; init; } = [EmitTarget.Info, EmitTarget.TorchSharp, EmitTarget.Cpu];

    public EquatableArray<string> Imports(SourceText source)
    {
        var lines = Lines(source).ToArray();
        return lines.Any(l => l.Word == "crash-imports")
            ? throw new InvalidOperationException("no imports today")
            : lines.Where(l => l.Word == "import").Select(l => l.Words).ToEquatableArray();
    }

    public Compilation Compile(SourceText source, CompilerOptions options)
    {
        _compiled.Enqueue(source.Path);
        var diagnostics = new List<Diagnostic>();
        var networks = new List<Network>();
        Read(source, options, diagnostics, networks, isImported: false);
        return new Compilation(source, diagnostics.ToEquatableArray(), networks);
    }

    public IReadOnlyList<EmittedFile> Emit(Network network, EmitTarget target, EmitOptions options)
    {
        if (network.Documentation == "crash-emit" && target == EmitTarget.Cpu)
        {
            throw new InvalidOperationException("out of registers");
        }

        string name = target == EmitTarget.TorchSharp ? network.Name : network.Name + target;
        string text = $"namespace {options.Namespace};\n\n/// <summary>With {string.Join(", ", options.Together)}.</summary>\npublic static class {name};\n";
        return [new EmittedFile($"{name}.g.cs", text)];
    }

    private static void Read(SourceText source, CompilerOptions options, List<Diagnostic> diagnostics, List<Network> networks, bool isImported)
    {
        foreach ((string word, string rest, TextSpan span) in Lines(source))
        {
            SourceLocation location = source.GetLocation(span);
            switch (word)
            {
                case "import" when options.ResolveImport!(source, rest) is { } imported:
                    Read(imported, options, diagnostics, [], isImported: true);
                    break;
                case "import":
                    diagnostics.Add(new Diagnostic("ARCH0001", DiagnosticSeverity.Error, $"no file `{rest}`", location));
                    break;
                case "arch" or "crash-emit" when !isImported:
                    networks.Add(new NetworkBuilder(rest, word, location).Build([], false));
                    break;
                case "error":
                    diagnostics.Add(new Diagnostic(
                        "ARCH0002", DiagnosticSeverity.Error, rest, location, "write less", EquatableArray<RelatedLocation>.Of(new RelatedLocation(source.GetLocation(default), "the file starts here"))));
                    break;
                case "warning":
                    diagnostics.Add(new Diagnostic("ARCH0003", DiagnosticSeverity.Warning, rest, location));
                    break;
                case "crash":
                    throw new InvalidOperationException("the stack\nis empty");
            }
        }
    }

    private static IEnumerable<(string Word, string Words, TextSpan Span)> Lines(SourceText source)
    {
        int start = 0;
        foreach (string line in source.Text.Split('\n'))
        {
            string[] parts = line.Split(' ', 2);
            yield return (parts[0], parts.Length > 1 ? parts[1] : "", new TextSpan(start, line.Length));
            start += line.Length + 1;
        }
    }
}
