using ArchDsl.Generators;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchDsl.Benchmarks.Generator;

/// <summary>The generator in a project of so many networks that emits Info and Cpu for each.</summary>
public class GeneratorBenchmarks
{
    private AdditionalText[] _files = [];
    private AdditionalText[] _edits = [];
    private AdditionalText[] _blockEdits = [];
    private CSharpCompilation[] _compilations = [];
    private GeneratorDriver _cold = null!;
    private GeneratorDriver _warm = null!;
    private int _turn;

    /// <summary>How many files with a network there are.</summary>
    [Params(1, 20, 200)]
    public int Files { get; set; }

    /// <summary>Fills the caches.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _files = [new InMemoryText("/" + SampleFiles.BlocksPath, SampleFiles.Blocks), .. Enumerable.Range(0, Files).Select(i => Text(i, 10))];
        _edits = [_files[1], Text(0, 11)];
        _blockEdits = [_files[0], new InMemoryText("/" + SampleFiles.BlocksPath, "// moved\n" + SampleFiles.Blocks)];
        MetadataReference[] references =
        [
            MetadataReference.CreateFromFile(typeof(object).Assembly.Location),
            MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "ArchDsl.Runtime.dll")),
        ];
        var compilation = CSharpCompilation.Create("Benchmark", [], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _compilations = [compilation, compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class C { }"))];
        _cold = CSharpGeneratorDriver.Create(new ArchGenerator()).AddAdditionalTexts([.. _files]);
        _warm = _cold.RunGenerators(compilation);
        GeneratorDriverRunResult result = _warm.GetRunResult();
        if (!result.Diagnostics.IsEmpty || result.GeneratedTrees.Length < Files)
        {
            throw new InvalidOperationException($"{result.GeneratedTrees.Length} files for {Files} networks: {string.Join('\n', result.Diagnostics.Take(5))}");
        }
    }

    /// <summary>All files with empty caches: what a build on the command line does.</summary>
    [Benchmark(Description = "all files, cold")]
    public GeneratorDriver Cold() => _cold.RunGenerators(_compilations[0]);

    /// <summary>A C# file changes.</summary>
    [Benchmark(Description = "edit of a C# file")]
    public GeneratorDriver EditCSharp()
    {
        _warm = _warm.RunGenerators(_compilations[Next()]);
        return _warm;
    }

    /// <summary>One .arch file changes that no other imports.</summary>
    [Benchmark(Description = "edit of one network")]
    public GeneratorDriver EditNetwork()
    {
        int next = Next();
        _warm = _warm.ReplaceAdditionalText(_edits[1 - next], _edits[next]).RunGenerators(_compilations[0]);
        return _warm;
    }

    /// <summary>The .arch file changes that all others import.</summary>
    [Benchmark(Description = "edit of the imported blocks")]
    public GeneratorDriver EditBlocks()
    {
        int next = Next();
        _warm = _warm.ReplaceAdditionalText(_blockEdits[1 - next], _blockEdits[next]).RunGenerators(_compilations[0]);
        return _warm;
    }

    private static InMemoryText Text(int index, int classes) => new($"/net{index}.arch", SampleFiles.Network(index, classes));

    private int Next() => _turn = 1 - _turn;
}
