using System.Reflection;
using System.Runtime.Loader;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime.Cpu;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchDsl.Zoo.Tests.Torchvision;

/// <summary>The class generated for the CPU, compiled, loaded from a file as a user loads it.</summary>
internal sealed class GeneratedNetwork : IDisposable
{
    private static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(p => Path.GetFileName(p) is "ArchDsl.Runtime.dll" || Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
        .Select(p => MetadataReference.CreateFromFile(p)).ToArray();

    private readonly CpuProgram _program;
    private readonly Action<object, float[], float[]> _run;
    private readonly AssemblyLoadContext _context = new("generated", isCollectible: true);

    public GeneratedNetwork(string file, string arch, Shape input, string weights)
    {
        ArchDsl.Compiler.Compilation compiled = ArchCompiler.Compile(Zoo.Read(file), new CompilerOptions { Arch = arch, Input = input });
        Assert.Equal("", Zoo.Findings(compiled));
        Network network = Assert.Single(compiled.Networks);
        EmittedFile emitted = Assert.Single(ArchEmitter.Emit(network, EmitTarget.Cpu, new EmitOptions { Namespace = "Generated" }));
        string harness = $"namespace Generated; internal static class Harness {{ public static void Run(object network, float[] x, float[] y) => (({arch}Cpu)network).Run(x, y); }}";
        Assembly assembly = Compile(emitted.Text, harness);
        MethodInfo load = assembly.GetType($"Generated.{arch}Cpu", throwOnError: true)!.GetMethod("Load")!;
        object?[] arguments = [.. load.GetParameters().Select(p => p.DefaultValue)];
        (arguments[0], arguments[1]) = (weights, 2);
        _program = (CpuProgram)load.Invoke(null, arguments)!;
        _run = assembly.GetType("Generated.Harness")!.GetMethod("Run")!.CreateDelegate<Action<object, float[], float[]>>();
    }

    public float[] Run(float[] input, int outputs)
    {
        float[] output = new float[outputs];
        _run(_program, input, output);
        return output;
    }

    public void Dispose()
    {
        _program.Dispose();
        _context.Unload();
    }

    private Assembly Compile(params string[] sources)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Generated", sources.Select(s => CSharpSyntaxTree.ParseText(s)), References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var stream = new MemoryStream();
        Assert.Empty(compilation.Emit(stream).Diagnostics.Where(d => d.Severity > DiagnosticSeverity.Info));
        stream.Position = 0;
        return _context.LoadFromStream(stream);
    }
}
