using System.Reflection;
using System.Runtime.Loader;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Gpu;
using ArchDsl.Runtime.Weights;
using ILGPU.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchDsl.Gpu.Tests.Support;

/// <summary>A network printed for ILGPU, compiled in memory at the strictest level and loaded.</summary>
internal sealed class GpuNetwork
{
    private static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(p => Path.GetFileName(p) is "ArchDsl.Runtime.dll" or "ILGPU.dll" or "TorchSharp.dll" || Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
        .Select(p => MetadataReference.CreateFromFile(p)).ToArray();

    private readonly Network _network;
    private readonly Assembly _assembly;

    private GpuNetwork(Network network, string source, Assembly assembly)
    {
        _network = network;
        Source = source;
        _assembly = assembly;
    }

    public string Source { get; }

    /// <param name="network">The network.</param>
    /// <param name="edit">What is done to the generated text before it is compiled; null for nothing.</param>
    public static GpuNetwork Of(Network network, Func<string, string>? edit = null)
    {
        EmittedFile file = Assert.Single(ArchEmitter.Emit(network, EmitTarget.Ilgpu, new EmitOptions { Namespace = "Generated" }));
        string spans = string.Join(", ", Enumerable.Range(0, network.Inputs.Count).Select(i => $"inputs[{i}]").Concat(Enumerable.Range(0, network.Outputs.Count).Select(i => $"outputs[{i}]")));
        string harness = $"namespace Generated; internal static class Harness {{ public static void Run(object network, float[][] inputs, float[][] outputs) => (({network.Name}Gpu)network).Run({spans}); }}";
        string text = edit is null ? file.Text : edit(file.Text);
        return new GpuNetwork(network, text, Compile(text, harness));
    }

    public RunningGpuNetwork Load(Accelerator accelerator, IReadOnlyDictionary<string, float[]> weights, GpuOptions options, params int[] parameters)
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

        Type type = _assembly.GetType($"Generated.{_network.Name}Gpu", throwOnError: true)!;
        MethodInfo from = type.GetMethods().Single(m => m.Name == "From" && m.GetParameters()[1].ParameterType == typeof(IWeightSource));
        object[] values = from.GetParameters().Skip(3).Select((p, i) => parameters.Length > i ? parameters[i] : p.DefaultValue!).ToArray();
        try
        {
            var program = (IDisposable)from.Invoke(null, [accelerator, set, options, .. values])!;
            return new RunningGpuNetwork(program, _assembly.GetType("Generated.Harness")!.GetMethod("Run")!);
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
            warningLevel: 9999, generalDiagnosticOption: ReportDiagnostic.Error, checkOverflow: true,

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
internal sealed class RunningGpuNetwork(IDisposable network, MethodInfo run) : IDisposable
{
    private readonly Action<object, float[][], float[][]> _run = run.CreateDelegate<Action<object, float[][], float[][]>>();

    public object Network => network;

    public void Run(float[][] inputs, float[][] outputs) => _run(network, inputs, outputs);

    public void Dispose() => network.Dispose();
}
