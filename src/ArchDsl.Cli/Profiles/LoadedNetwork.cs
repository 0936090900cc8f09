using System.Reflection;
using System.Runtime.Loader;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchDsl.Cli.Profiles;

/// <summary>
/// The CPU class that the generator would add to a project, compiled in memory and loaded beside the tool. Disposing of it
/// ends its threads and lets the assembly go.
/// </summary>
internal sealed class LoadedNetwork : IDisposable
{
    private const string Namespace = "Profiled";

    private readonly AssemblyLoadContext _context;

    private LoadedNetwork(AssemblyLoadContext context, CpuProgram program)
    {
        _context = context;
        Program = program;
    }

    public CpuProgram Program { get; }

    /// <summary>Emits, compiles, loads.</summary>
    /// <exception cref="WeightsException">The weights are not of this network.</exception>
    public static LoadedNetwork Of(Network network, IWeightSource weights, CpuOptions options)
    {
        EmittedFile[] files = [.. ArchEmitter.Emit(network, EmitTarget.Cpu, new EmitOptions { Namespace = Namespace })];
        string name = files[0].Name[..^".g.cs".Length];
        string start = $$"""
            namespace {{Namespace}}
            {
                public static class Start
                {
                    public static ArchDsl.Runtime.Cpu.CpuProgram From(ArchDsl.Runtime.Weights.IWeightSource weights, ArchDsl.Runtime.Cpu.CpuOptions options) =>
                        {{name}}.From(weights, options);
                }
            }
            """;
        using MemoryStream assembly = Compile(name, [.. files.Select(f => f.Text), start]);
        var context = new AssemblyLoadContext(name, isCollectible: true);
        try
        {
            MethodInfo from = context.LoadFromStream(assembly).GetType($"{Namespace}.Start", throwOnError: true)!.GetMethod("From")!;
            return new LoadedNetwork(context, from.CreateDelegate<Func<IWeightSource, CpuOptions, CpuProgram>>()(weights, options));
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    public void Dispose()
    {
        Program.Dispose();
        _context.Unload();
    }

    // The platform is what this process runs on; the runtime library is the tool's own, so that its types are the same.
    private static MetadataReference[] References()
    {
        string platform = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return [.. platform.Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "ArchDsl.Runtime.dll" || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static MemoryStream Compile(string name, string[] sources)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            sources.Select(s => CSharpSyntaxTree.ParseText(s)),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        var stream = new MemoryStream();
        if (compilation.Emit(stream) is { Success: false } result)
        {
            throw new InvalidOperationException($"generated code does not compile: {result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error)}");
        }

        stream.Position = 0;
        return stream;
    }
}
