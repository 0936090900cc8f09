using ArchDsl.Compiler;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using ArchDsl.Generators.Model;
using ArchDsl.Generators.Project;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchDsl.Generators.Compiling;

/// <summary>Compiles one file and emits its networks. A failure of the compiler stays within what it was doing.</summary>
internal sealed class UnitCompiler(IFrontEnd frontEnd)
{
    // What generated code is written in: the C# of .NET 8.
    private const LanguageVersion Needed = LanguageVersion.CSharp12;

    /// <summary>The paths a file imports; none where the compiler fails, which compiling the file then reports.</summary>
    public ImportingFile FindImports(ArchFile file)
    {
        try
        {
            return new ImportingFile(file, frontEnd.Imports(file.Source));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new ImportingFile(file, default);
        }
    }

    public UnitResult Compile(ArchUnit unit, ProjectOptions project, Engines engines, CancellationToken cancellation)
    {
        var output = new Output(unit);
        ArchFile file = unit.File;
        if (!file.IsReadable)
        {
            output.Diagnostics.Add(HostErrors.UnreadableFile(file.Start, file.Source.Path));
            return output.ToResult();
        }

        if (unit.IsListedTwice)
        {
            output.Diagnostics.Add(HostErrors.ListedTwice(file.Start, file.Source.Path));
            return output.ToResult();
        }

        Compilation? compilation = Guard("compiling", file.Start, output, () =>
            frontEnd.Compile(file.Source, new CompilerOptions { ResolveImport = unit.Resolve }));
        cancellation.ThrowIfCancellationRequested();
        if (compilation is null)
        {
            return output.ToResult();
        }

        output.Diagnostics.AddRange(compilation.Diagnostics);
        IReadOnlyList<EmitTarget> targets = Targets.Choose(file, engines, frontEnd.Targets, output.Diagnostics);
        string @namespace = Namespaces.Of(file, project, output.Diagnostics);
        if (compilation.Networks.Count > 0 && targets.Count > 0 && engines.Language < Needed)
        {
            output.Diagnostics.Add(HostErrors.OldLanguage(
                compilation.Networks[0].Location, engines.Language.ToDisplayString(), Needed.ToDisplayString()));
            return output.ToResult();
        }

        var options = new EmitOptions { Namespace = @namespace.Length == 0 ? null : @namespace, Together = targets.ToEquatableArray() };
        foreach (Network network in compilation.Networks)
        {
            foreach (EmitTarget target in targets)
            {
                cancellation.ThrowIfCancellationRequested();
                IReadOnlyList<EmittedFile>? files = Guard($"generating {target} of {network.Name}", network.Location, output, () =>
                    frontEnd.Emit(network, target, options));
                output.Add(network, @namespace, files ?? []);
            }
        }

        return output.ToResult();
    }

    private static T? Guard<T>(string doing, SourceLocation location, Output output, Func<T> compute)
        where T : class
    {
        try
        {
            return compute();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            output.Diagnostics.Add(HostErrors.Crash(location, doing, exception));
            return null;
        }
    }

    private sealed class Output(ArchUnit unit)
    {
        private readonly HashSet<string> _hints = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<GeneratedSource> _sources = [];
        private readonly List<GeneratedClass> _classes = [];

        public List<Diagnostic> Diagnostics { get; } = [];

        public void Add(Network network, string @namespace, IReadOnlyList<EmittedFile> files)
        {
            foreach (EmittedFile file in files)
            {
                string name = file.Name.Substring(0, file.Name.IndexOf('.'));
                string hint = $"{unit.HintPrefix}.{Library.Unique(Paths.ToHint(name), _hints)}.g.cs";
                _sources.Add(new GeneratedSource(hint, file.Text));
                _classes.Add(new GeneratedClass(@namespace, name, hint, network.Location, unit.File.FullPath));
            }
        }

        public UnitResult ToResult() => new(
            _sources.ToEquatableArray(),
            _classes.ToEquatableArray(),
            Diagnostics.Select(d => Messages.Flatten(d, unit.ToFullPath)).ToEquatableArray());
    }
}
