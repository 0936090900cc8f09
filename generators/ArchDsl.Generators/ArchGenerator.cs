using System.Collections.Immutable;
using System.Text;
using ArchDsl.Compiler.Text;
using ArchDsl.Generators.Compiling;
using ArchDsl.Generators.Model;
using ArchDsl.Generators.Project;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Diagnostic = ArchDsl.Compiler.Diagnostics.Diagnostic;
using SourceText = Microsoft.CodeAnalysis.Text.SourceText;

namespace ArchDsl.Generators;

/// <summary>Turns the .arch files of a project into C#: a thin host of the compiler. Every step gives values compared by content.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ArchGenerator : IIncrementalGenerator
{
    private readonly UnitCompiler _compiler;

    /// <summary>Makes the generator; called by the C# compiler.</summary>
    public ArchGenerator()
        : this(ArchFrontEnd.Instance)
    {
    }

    internal ArchGenerator(IFrontEnd frontEnd) => _compiler = new UnitCompiler(frontEnd);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectOptions> project = context.AnalyzerConfigOptionsProvider
            .Select((options, _) => ProjectOptions.From(options.GlobalOptions))
            .WithTrackingName(Steps.Project);

        IncrementalValueProvider<Engines> engines = context.CompilationProvider
            .Select((compilation, _) => Engines.From(compilation))
            .WithTrackingName(Steps.Engines);

        IncrementalValuesProvider<ImportingFile> files = Files(context, project);

        IncrementalValueProvider<Library> library = files.Collect()
            .Select((all, _) => new Library(all.ToEquatableArray()))
            .WithTrackingName(Steps.Library);

        IncrementalValuesProvider<ArchUnit> units = files.Combine(library)
            .Select((pair, _) => pair.Right.UnitOf(pair.Left))
            .WithTrackingName(Steps.Units);

        IncrementalValuesProvider<UnitResult> results = units.Combine(project.Combine(engines))
            .Select((pair, cancellation) => _compiler.Compile(pair.Left, pair.Right.Left, pair.Right.Right, cancellation))
            .WithTrackingName(Steps.Results);

        Generate(context, results);
    }

    private IncrementalValuesProvider<ImportingFile> Files(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<ProjectOptions> project) =>
        context.AdditionalTextsProvider
            .Where(FileReader.IsArch)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Combine(project)
            .Select((input, cancellation) =>
            {
                ((AdditionalText file, AnalyzerConfigOptionsProvider options), ProjectOptions inProject) = input;
                return FileReader.Read(file, options.GetOptions(file), inProject, cancellation);
            })
            .WithTrackingName(Steps.Files)
            .Select((file, _) => _compiler.FindImports(file))
            .WithTrackingName(Steps.Imports);

    private static void Generate(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<UnitResult> results)
    {
        IncrementalValueProvider<Clashes> clashes = results.SelectMany((result, _) => result.Classes).Collect()
            .Select((classes, _) => Clashes.Among(classes))
            .WithTrackingName(Steps.Clashes);

        IncrementalValuesProvider<EquatableArray<GeneratedSource>> sources = results
            .Combine(clashes.Select((found, _) => found.Hints))
            .Select((pair, _) => pair.Left.Sources.Where(source => !pair.Right.Contains(source.Hint)).ToEquatableArray())
            .WithTrackingName(Steps.Sources);

        IncrementalValueProvider<EquatableArray<Diagnostic>> diagnostics = results.SelectMany((result, _) => result.Diagnostics).Collect()
            .Combine(clashes.Select((found, _) => found.Diagnostics))
            .Select((pair, _) => Merge(pair.Left, pair.Right))
            .WithTrackingName(Steps.Diagnostics);

        context.RegisterSourceOutput(sources, static (output, all) =>
        {
            foreach (GeneratedSource source in all)
            {
                output.AddSource(source.Hint, SourceText.From(source.Text, Encoding.UTF8));
            }
        });

        context.RegisterSourceOutput(diagnostics, static (output, all) =>
        {
            foreach (Diagnostic diagnostic in all)
            {
                output.ReportDiagnostic(Reporter.ToHost(diagnostic));
            }
        });
    }

    // A file's own mistakes come up again in every file that imports it.
    private static EquatableArray<Diagnostic> Merge(ImmutableArray<Diagnostic> files, EquatableArray<Diagnostic> clashes) =>
        files.Concat(clashes).Distinct()
            .OrderBy(d => d.Location.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Location.Span.Start)
            .ThenBy(d => d.Code, StringComparer.Ordinal)
            .ToEquatableArray();
}
