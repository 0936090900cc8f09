using ArchDsl.Compiler;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using BenchmarkDotNet.Attributes;

namespace ArchDsl.Benchmarks.Generator;

/// <summary>One file of 30 lines with the blocks it imports.</summary>
public class CompilerBenchmarks
{
    private static readonly SourceText Blocks = new(SampleFiles.BlocksPath, SampleFiles.Blocks);
    private static readonly SourceText File = new("net0.arch", SampleFiles.Network(0));

    private readonly CompilerOptions _options = new() { ResolveImport = (_, _) => Blocks };
    private readonly EmitOptions _emit = new() { Namespace = "Demo", Together = EquatableArray<EmitTarget>.Of(EmitTarget.Info, EmitTarget.TorchSharp, EmitTarget.Cpu, EmitTarget.Ilgpu) };
    private Network _network = null!;

    /// <summary>Builds the network that is emitted.</summary>
    [GlobalSetup]
    public void Setup() => _network = ArchCompiler.Compile(File, _options).Networks.Single();

    /// <summary>Only what the file imports.</summary>
    [Benchmark(Description = "imports")]
    public EquatableArray<string> Imports() => ArchCompiler.Imports(File);

    /// <summary>Text to checked network.</summary>
    [Benchmark(Description = "parse and bind")]
    public Compilation Compile() => ArchCompiler.Compile(File, _options);

    /// <summary>Network to C#.</summary>
    [Benchmark(Description = "emit Info")]
    public IReadOnlyList<EmittedFile> EmitInfo() => ArchEmitter.Emit(_network, EmitTarget.Info, _emit);

    /// <summary>Network to C#.</summary>
    [Benchmark(Description = "emit TorchSharp")]
    public IReadOnlyList<EmittedFile> EmitTorchSharp() => ArchEmitter.Emit(_network, EmitTarget.TorchSharp, _emit);

    /// <summary>Network to C#.</summary>
    [Benchmark(Description = "emit Cpu")]
    public IReadOnlyList<EmittedFile> EmitCpu() => ArchEmitter.Emit(_network, EmitTarget.Cpu, _emit);

    /// <summary>The kernels.</summary>
    [Benchmark(Description = "emit Ilgpu")]
    public IReadOnlyList<EmittedFile> EmitIlgpu() => ArchEmitter.Emit(_network, EmitTarget.Ilgpu, _emit);
}
