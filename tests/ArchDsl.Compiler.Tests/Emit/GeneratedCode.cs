using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using ArchDsl.Runtime.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp;

namespace ArchDsl.Compiler.Tests.Emit;

/// <summary>Compiles generated C# as strictly as the compiler can and loads it.</summary>
internal static class GeneratedCode
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(torch).Assembly.Location).Append(typeof(WeightsFile).Assembly.Location)
            .Distinct().Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> Loaded = new(StringComparer.Ordinal);

    /// <summary>The assembly of a source file, compiled once.</summary>
    public static Assembly Load(string source) => Loaded.GetOrAdd(source, text => new Lazy<Assembly>(() => Compile(text))).Value;

    private static Assembly Compile(string source)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable,

            // Suppressed by the SDK, too: an engine was built for an earlier framework.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Generated", [CSharpSyntaxTree.ParseText(source, parse)], References, options);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(20)) + "\n" + source);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity >= DiagnosticSeverity.Warning);
        stream.Position = 0;
        return new AssemblyLoadContext("generated").LoadFromStream(stream);
    }
}
