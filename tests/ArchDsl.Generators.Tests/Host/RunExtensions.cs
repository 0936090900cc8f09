using Microsoft.CodeAnalysis;

namespace ArchDsl.Generators.Tests.Host;

internal static class RunExtensions
{
    /// <summary>The names of the generated files.</summary>
    public static string[] Hints(this GeneratorRunResult run) =>
        [.. run.GeneratedSources.Select(s => s.HintName).Order(StringComparer.Ordinal)];

    /// <summary>The text of one generated file.</summary>
    public static string Text(this GeneratorRunResult run, string hint) =>
        run.GeneratedSources.Single(s => s.HintName == hint).SourceText.ToString();

    /// <summary><c>file(line,col): severity CODE: message</c>, the file without its folders.</summary>
    public static string[] Messages(this GeneratorRunResult run) => [.. run.Diagnostics.Select(d =>
    {
        FileLinePositionSpan place = d.Location.GetLineSpan();
        return $"{Path.GetFileName(place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {d.Severity.ToString().ToLowerInvariant()} {d.Id}: {d.GetMessage()}";
    })];
}
