using Microsoft.CodeAnalysis.Diagnostics;

namespace ArchDsl.Generators.Project;

/// <summary>What the project says for all its files.</summary>
/// <param name="Directory">The folder of the project file; empty where the host does not say.</param>
/// <param name="RootNamespace">The namespace of the project's root folder; empty for the global one.</param>
internal sealed record ProjectOptions(string Directory, string RootNamespace)
{
    // Without this package's targets, as in another build system, the properties that every SDK hands over will do.
    public static ProjectOptions From(AnalyzerConfigOptions options) => new(
        options.Text("build_property.ArchProjectDirectory", "build_property.ProjectDir"),
        options.Text("build_property.ArchRootNamespace", "build_property.RootNamespace"));
}

internal static class AnalyzerConfigOptionsExtensions
{
    /// <summary>The value of the first key that has one, with what the targets put for # and ; turned back; else empty.</summary>
    public static string Text(this AnalyzerConfigOptions options, params string[] keys)
    {
        foreach (string key in keys)
        {
            if (options.TryGetValue(key, out string? value) && value.Trim() is { Length: > 0 } text)
            {
                return text.Replace('*', '#').Replace('|', ';');
            }
        }

        return "";
    }
}
