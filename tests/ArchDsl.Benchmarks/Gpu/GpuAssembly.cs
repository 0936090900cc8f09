using System.Reflection;
using System.Runtime.Loader;
using ArchDsl.Benchmarks.Compare;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime.Gpu;
using ArchDsl.Runtime.Weights;
using ILGPU;
using ILGPU.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchDsl.Benchmarks.Gpu;

/// <summary>A network's generated class, compiled in memory.</summary>
internal sealed class GpuAssembly
{
    private static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(p => Path.GetFileName(p) is "ArchDsl.Runtime.dll" or "ILGPU.dll" || Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
        .Select(p => MetadataReference.CreateFromFile(p)).ToArray();

    private readonly Type _type;

    private GpuAssembly(Type type) => _type = type;

    /// <summary>Its kernels: methods that take four views and the places.</summary>
    public IEnumerable<MethodInfo> Kernels => _type.GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
        .Where(m => m.ReturnType == typeof(void) && m.GetParameters() is [{ Name: "arena" }, { Name: "weights" }, { Name: "tables" }, { Name: "caller" }, { Name: "at" }]);

    /// <exception cref="CompareException">The generated code does not compile.</exception>
    public static GpuAssembly Of(Network network)
    {
        string text = ArchEmitter.Emit(network, EmitTarget.Ilgpu, new EmitOptions { Namespace = "Networks" }).Single().Text;
        CSharpCompilation compilation = CSharpCompilation.Create(
            network.Name, [CSharpSyntaxTree.ParseText(text)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: Microsoft.CodeAnalysis.OptimizationLevel.Release));
        using var stream = new MemoryStream();
        Diagnostic? error = compilation.Emit(stream).Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
        if (error is not null)
        {
            throw new CompareException($"{network.Name} does not compile: {error}");
        }

        stream.Position = 0;
        return new GpuAssembly(AssemblyLoadContext.Default.LoadFromStream(stream).GetType($"Networks.{network.Name}Gpu", throwOnError: true)!);
    }

    /// <summary>Loads the network; what runs it takes a stream, the input and the output.</summary>
    public (IDisposable Network, Action<AcceleratorStream, ArrayView<float>, ArrayView<float>> Run) Load(Accelerator accelerator, IWeightSource weights, GpuOptions options)
    {
        MethodInfo from = _type.GetMethods().Single(m => m.Name == "From" && m.GetParameters()[1].ParameterType == typeof(IWeightSource));
        object?[] values = [accelerator, weights, options, .. from.GetParameters().Skip(3).Select(p => p.DefaultValue)];
        var network = (IDisposable)from.Invoke(null, BindingFlags.DoNotWrapExceptions, null, values, null)!;
        MethodInfo run = _type.GetMethod("Run", [typeof(AcceleratorStream), typeof(ArrayView<float>), typeof(ArrayView<float>)])!;
        return (network, run.CreateDelegate<Action<AcceleratorStream, ArrayView<float>, ArrayView<float>>>(network));
    }
}
