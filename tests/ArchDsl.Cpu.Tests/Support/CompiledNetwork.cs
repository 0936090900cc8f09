using System.Reflection;
using System.Runtime.Loader;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;

namespace ArchDsl.Cpu.Tests.Support;

/// <summary>A network printed as C#, compiled in memory at the strictest level and loaded.</summary>
internal sealed class CompiledNetwork
{
    // One load of the platform's metadata serves all compilations.
    private static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(p => Path.GetFileName(p) is "ArchDsl.Runtime.dll" or "TorchSharp.dll" || Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
        .Select(p => MetadataReference.CreateFromFile(p)).ToArray();

    private readonly Network _network;
    private readonly Assembly _assembly;

    private CompiledNetwork(Network network, string source, Assembly assembly)
    {
        _network = network;
        Source = source;
        _assembly = assembly;
    }

    public string Source { get; }

    public static CompiledNetwork Of(Network network)
    {
        EmittedFile file = Assert.Single(ArchEmitter.Emit(network, EmitTarget.Cpu, new EmitOptions { Namespace = "Generated" }));
        string spans = string.Join(", ", Enumerable.Range(0, network.Inputs.Count).Select(i => $"inputs[{i}]").Concat(Enumerable.Range(0, network.Outputs.Count).Select(i => $"outputs[{i}]")));
        string harness = $"namespace Generated; internal static class Harness {{ public static void Run(object network, float[][] inputs, float[][] outputs) => (({network.Name}Cpu)network).Run({spans}); }}";
        return new CompiledNetwork(network, file.Text, Compile(file.Text, harness));
    }

    public RunningNetwork Load(IReadOnlyDictionary<string, float[]> weights, int threads = 1, SimdWidth width = SimdWidth.Best, params int[] parameters)
    {
        var set = new WeightSet(_network.Name);
        foreach (NetworkWeight weight in _network.Weights)
        {
            long[] shape = weight.Tensor.Shape.Select(n => (long)n).ToArray();
            if (weight.Node.RuntimeWidth is not null && shape.Length > 0 && parameters.Length > 0)
            {
                shape[0] = weights[weight.Key].Length / (weight.Tensor.Elements / shape[0]);
            }

            set.Add(WeightData.FromFloats(weight.Key, new TensorShape(shape), weights[weight.Key]));
        }

        Type type = _assembly.GetType($"Generated.{_network.Name}Cpu", throwOnError: true)!;
        MethodInfo from = type.GetMethods().Single(m => m.Name == "From" && m.GetParameters()[1].ParameterType == typeof(CpuOptions));
        object[] values = from.GetParameters().Skip(2).Select((p, i) => parameters.Length > i ? parameters[i] : p.DefaultValue!).ToArray();
        try
        {
            var program = (CpuProgram)from.Invoke(null, [set, new CpuOptions(threads, width), .. values])!;
            return new RunningNetwork(program, _assembly.GetType("Generated.Harness")!.GetMethod("Run")!);
        }
        catch (TargetInvocationException failure)
        {
            throw failure.InnerException!;
        }
    }

    /// <summary>Compiles sources together; any diagnostic fails the test.</summary>
    public static Assembly Compile(params string[] sources)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999, generalDiagnosticOption: ReportDiagnostic.Error,

            // Suppressed by the SDK, too: an engine was built for an earlier framework.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Generated" + Guid.NewGuid().ToString("N"), sources.Select(s => CSharpSyntaxTree.ParseText(s, parse)), References, options);
        using var stream = new MemoryStream();
        Diagnostic[] diagnostics = compilation.Emit(stream).Diagnostics.Where(d => d.Severity > DiagnosticSeverity.Hidden).ToArray();
        Assert.True(diagnostics.Length == 0, string.Join("\n", diagnostics.Select(d => d.ToString())) + "\n" + sources[0]);
        stream.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(stream);
    }
}

/// <summary>A loaded network.</summary>
internal sealed class RunningNetwork(CpuProgram program, MethodInfo run) : IDisposable
{
    private readonly Action<object, float[][], float[][]> _run = run.CreateDelegate<Action<object, float[][], float[][]>>();

    public CpuProgram Program => program;

    public void Run(float[][] inputs, float[][] outputs) => _run(program, inputs, outputs);

    public void Dispose() => program.Dispose();
}
