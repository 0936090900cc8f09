using Microsoft.CodeAnalysis.Diagnostics;

namespace ArchDsl.Generators.Project;

/// <summary>What the project says for all its files.</summary>
/// <param name="Directory">The folder of the project file; empty where the host does not say.</param>
/// <param name="RootNamespace">The namespace of the project's root folder; empty for the global one.</param>
internal sealed record ProjectOptions(string Directory, string RootNamespace)
{
    public static ProjectOptions From(AnalyzerConfigOptions options) =>
        new(options.Text("build_property.ProjectDir"), options.Text("build_property.RootNamespace"));
}

internal static class AnalyzerConfigOptionsExtensions
{
    /// <summary>The value of a key without blanks around it; empty where there is none.</summary>
    public static string Text(this AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out string? value) ? value.Trim() : "";
}
