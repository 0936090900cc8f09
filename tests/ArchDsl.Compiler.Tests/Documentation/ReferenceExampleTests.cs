using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Tests.Documentation;

/// <summary>The examples of the reference are real: they compile, and the figures they expect hold.</summary>
public class ReferenceExampleTests
{
    private static readonly LanguageReference Reference = LanguageReference.Read();

    public static TheoryData<int> Compiled => [.. Reference.Fences("arch").Select(fence => fence.Line)];

    [Theory]
    [MemberData(nameof(Compiled))]
    public void An_example_compiles_and_meets_its_expectations(int line)
    {
        SourceText source = SourceAt("arch", line);
        Compilation compilation = ArchCompiler.Compile(source);
        Assert.Equal("", Listed(compilation.Diagnostics.Where(d => d.Severity != DiagnosticSeverity.Info)));
        Assert.NotEmpty(compilation.Networks);
    }

    private static SourceText SourceAt(string info, int line) =>
        new($"{LanguageReference.FileName}:{line}", Reference.Fences(info).Single(fence => fence.Line == line).Text);

    private static string Listed(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics);
}
