using System.Text.Json;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cli.Diagnostics;

/// <summary>Diagnostics for other programs; lines and columns count from 1.</summary>
internal static class DiagnosticJson
{
    public static string Render(IReadOnlyCollection<Diagnostic> diagnostics) => Json.Render(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("errors", diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error));
        writer.WriteNumber("warnings", diagnostics.Count(d => d.Severity == DiagnosticSeverity.Warning));
        writer.WriteArray("diagnostics", diagnostics, d => Write(writer, d));
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, Diagnostic diagnostic)
    {
        writer.WriteStartObject();
        writer.WriteString("code", diagnostic.Code);
        writer.WriteString("severity", DiagnosticText.Word(diagnostic.Severity));
        writer.WriteString("message", diagnostic.Message);
        WriteLocation(writer, diagnostic.Location);
        if (diagnostic.Help is not null)
        {
            writer.WriteString("help", diagnostic.Help);
        }

        writer.WriteArray("related", diagnostic.Related, related =>
        {
            writer.WriteStartObject();
            writer.WriteString("message", related.Message);
            WriteLocation(writer, related.Location);
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter writer, SourceLocation location)
    {
        writer.WriteString("file", location.Path);
        writer.WriteNumber("line", location.Start.Line + 1);
        writer.WriteNumber("column", location.Start.Character + 1);
        writer.WriteNumber("end_line", location.End.Line + 1);
        writer.WriteNumber("end_column", location.End.Character + 1);
    }
}
