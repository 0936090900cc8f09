using System.Collections.Immutable;
using System.Reflection;
using ArchDsl.Generators.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace ArchDsl.Generators.Tests.Host;

/// <summary>A project in memory with one generator; edits keep the generator's caches, as an IDE does.</summary>
internal sealed class ArchProject
{
    public const string Directory = "/projects/demo/";
    private const string Metadata = "build_metadata.AdditionalFiles.";

    private static readonly ImmutableArray<MetadataReference> BaseLibrary =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _metadata = [];
    private readonly Dictionary<string, string> _properties = new()
    {
        ["build_property.ProjectDir"] = Directory,
        ["build_property.RootNamespace"] = "Demo",
    };

    private readonly bool _tracksSteps;
    private readonly CSharpParseOptions _parseOptions;
    private CSharpCompilation _compilation;
    private ImmutableArray<AdditionalText> _files = [];
    private GeneratorDriver _driver;
    private TestOptions? _options;

    public ArchProject(LanguageVersion language = LanguageVersion.CSharp12)
        : this(null, language)
    {
    }

    /// <param name="frontEnd">The compiler; null for the real one.</param>
    /// <param name="language">The C# of the project.</param>
    /// <param name="tracksSteps">
    /// Whether <see cref="Run"/> looks at what each step did. Roslyn (4.8 to 5.12) loses the last file of a Combine in the
    /// second run after a file was removed, but only where steps are tracked: tests that remove files go without, as hosts do.
    /// </param>
    public ArchProject(IFrontEnd? frontEnd, LanguageVersion language = LanguageVersion.CSharp12, bool tracksSteps = true)
    {
        _tracksSteps = tracksSteps;
        _parseOptions = new CSharpParseOptions(language, DocumentationMode.Diagnose);
        _compilation = CSharpCompilation.Create(
            "Demo",
            [CSharpSyntaxTree.ParseText("internal static class Program { }", _parseOptions)],
            BaseLibrary,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999, allowUnsafe: false,

                // Suppressed by the SDK, too: an engine was built for an earlier framework.
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]));
        ArchGenerator generator = frontEnd is null ? new ArchGenerator() : new ArchGenerator(frontEnd);
        _driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: _parseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracksSteps));
    }

    public CSharpCompilation Output { get; private set; } = null!;

    /// <summary>The generator's diagnostics as the project's options leave them.</summary>
    public ImmutableArray<Diagnostic> Printed { get; private set; }

    public GeneratorRunResult Last { get; private set; }

    /// <summary>Adds a file; the path is seen from the project's folder.</summary>
    public ArchProject With(string path, string? text, string emit = "", string @namespace = "", string link = "")
    {
        string fullPath = FullPath(path);
        _files = _files.Add(new TestAdditionalText(fullPath, text));
        _metadata[fullPath] = new Dictionary<string, string>
        {
            [Metadata + "ArchEmit"] = emit,
            [Metadata + "ArchNamespace"] = @namespace,
            [Metadata + "ArchLink"] = link,
        };
        _options = null;
        return this;
    }

    public ArchProject Property(string name, string value)
    {
        _properties["build_property." + name] = value;
        _options = null;
        return this;
    }

    public ArchProject Edit(string path, string text)
    {
        AdditionalText old = _files.Single(f => f.Path == FullPath(path));
        _files = _files.Replace(old, new TestAdditionalText(FullPath(path), text));
        return this;
    }

    public ArchProject Remove(string path)
    {
        _files = _files.RemoveAll(f => f.Path == FullPath(path));
        return this;
    }

    /// <summary>Compiles under other options.</summary>
    public ArchProject Options(Func<CSharpCompilationOptions, CSharpCompilationOptions> change)
    {
        _compilation = _compilation.WithOptions(change(_compilation.Options));
        return this;
    }

    public ArchProject EditCSharp() => WithCSharp($"internal static class Class{_compilation.SyntaxTrees.Length} {{ }}");

    public ArchProject WithCSharp(string text)
    {
        _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, _parseOptions));
        return this;
    }

    /// <summary>References an empty assembly of that name.</summary>
    public ArchProject Reference(string assembly)
    {
        var empty = CSharpCompilation.Create(assembly, [], BaseLibrary, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var image = new MemoryStream();
        Assert.True(empty.Emit(image).Success);
        return Reference(MetadataReference.CreateFromImage(image.ToArray()));
    }

    public ArchProject Reference(MetadataReference reference)
    {
        _compilation = _compilation.AddReferences(reference);
        return this;
    }

    /// <summary>Runs the generator, and once more with nothing new: then nothing may be computed.</summary>
    public GeneratorRunResult Run()
    {
        _driver = _driver
            .ReplaceAdditionalTexts(_files)
            .WithUpdatedAnalyzerConfigOptions(_options ??= new TestOptions(_properties, _metadata))
            .RunGeneratorsAndUpdateCompilation(_compilation, out Microsoft.CodeAnalysis.Compilation output, out ImmutableArray<Diagnostic> printed);
        Printed = printed;
        Output = (CSharpCompilation)output;
        Last = _driver.GetRunResult().Results.Single();
        Assert.Null(Last.Exception);
        _driver = _driver.RunGenerators(_compilation.Clone());
        GeneratorRunResult again = _driver.GetRunResult().Results.Single();
        Assert.Equal(Last.Hints(), again.Hints());
        if (_tracksSteps)
        {
            Cache.AssertHoldsNoSyntax(Last);
            Cache.AssertNothingNew(again);
        }

        return Last;
    }

    /// <summary>Runs it and compiles what comes out, which must give no warning.</summary>
    public GeneratorRunResult RunAndCompile()
    {
        GeneratorRunResult run = Run();
        Assert.Empty(Output.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden));
        return run;
    }

    /// <summary>Loads what the last run compiled.</summary>
    public Assembly Load()
    {
        var image = new MemoryStream();
        EmitResult result = Output.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    public static string FullPath(string path) => Path.GetFullPath(Path.Combine(Directory, path));
}
