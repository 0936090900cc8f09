using System.Reflection;
using System.Text.Json;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cli.Diagnostics;

/// <summary>Diagnostics as SARIF 2.1.0, which code hosts and editors show beside the code.</summary>
internal static class DiagnosticSarif
{
    /// <summary>Renders one run.</summary>
    /// <param name="diagnostics">The results.</param>
    /// <param name="explain">What a code means, or null where it is unknown.</param>
    public static string Render(IReadOnlyCollection<Diagnostic> diagnostics, Func<string, DiagnosticDescriptor?> explain)
    {
        string[] rules = diagnostics.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal).ToArray();
        return Json.Render(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            writer.WriteString("version", "2.1.0");
            writer.WriteStartArray("runs");
            writer.WriteStartObject();
            WriteTool(writer, rules, explain);
            writer.WriteString("columnKind", "utf16CodeUnits");
            writer.WriteArray("results", diagnostics, d => WriteResult(writer, d, Array.IndexOf(rules, d.Code)));
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteTool(Utf8JsonWriter writer, string[] rules, Func<string, DiagnosticDescriptor?> explain)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "archdsl");
        writer.WriteString("semanticVersion", typeof(DiagnosticSarif).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0");
        writer.WriteArray("rules", rules, code =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", code);
            if (explain(code) is { } descriptor)
            {
                WriteMessage(writer, "shortDescription", descriptor.Title);
                WriteMessage(writer, "fullDescription", descriptor.Explanation);
                writer.WriteStartObject("defaultConfiguration");
                writer.WriteString("level", Level(descriptor.Severity));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        });
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Diagnostic diagnostic, int ruleIndex)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", diagnostic.Code);
        writer.WriteNumber("ruleIndex", ruleIndex);
        writer.WriteString("level", Level(diagnostic.Severity));
        WriteMessage(writer, "message", diagnostic.Help is null ? diagnostic.Message : $"{diagnostic.Message}\nhelp: {diagnostic.Help}");
        writer.WriteStartArray("locations");
        if (diagnostic.Location.Path.Length > 0)
        {
            writer.WriteStartObject();
            WritePhysicalLocation(writer, diagnostic.Location);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (diagnostic.Related.Count > 0)
        {
            writer.WriteArray("relatedLocations", diagnostic.Related, related =>
            {
                writer.WriteStartObject();
                WritePhysicalLocation(writer, related.Location);
                WriteMessage(writer, "message", related.Message);
                writer.WriteEndObject();
            });
        }

        writer.WriteEndObject();
    }

    private static void WritePhysicalLocation(Utf8JsonWriter writer, SourceLocation location)
    {
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", ToUri(location.Path));
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", location.Start.Line + 1);
        writer.WriteNumber("startColumn", location.Start.Character + 1);
        writer.WriteNumber("endLine", location.End.Line + 1);
        writer.WriteNumber("endColumn", location.End.Character + 1);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    private static string ToUri(string path)
    {
        string escaped = string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
        return Path.IsPathRooted(path) ? new Uri(path).AbsoluteUri : escaped;
    }

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
