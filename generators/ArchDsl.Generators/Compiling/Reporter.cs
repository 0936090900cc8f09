using System.Collections.Concurrent;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = ArchDsl.Compiler.Diagnostics.Diagnostic;
using DiagnosticDescriptor = Microsoft.CodeAnalysis.DiagnosticDescriptor;
using DiagnosticSeverity = ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;
using LinePosition = Microsoft.CodeAnalysis.Text.LinePosition;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace ArchDsl.Generators.Compiling;

/// <summary>Says a finding in the host's words.</summary>
internal static class Reporter
{
    private static readonly ConcurrentDictionary<(string Code, DiagnosticSeverity Severity), DiagnosticDescriptor> Descriptors = new();

    public static Microsoft.CodeAnalysis.Diagnostic ToHost(Diagnostic diagnostic) =>
        Microsoft.CodeAnalysis.Diagnostic.Create(
            Descriptors.GetOrAdd((diagnostic.Code, diagnostic.Severity), Describe),
            ToHost(diagnostic.Location),
            diagnostic.Message);

    private static DiagnosticDescriptor Describe((string Code, DiagnosticSeverity Severity) key)
    {
        ArchDsl.Compiler.Diagnostics.DiagnosticDescriptor? known = DiagnosticCatalog.Find(key.Code);
        return new DiagnosticDescriptor(
            key.Code,
            known?.Title ?? "ArchDsl",
            "{0}",
            "ArchDsl",
            ToHost(key.Severity),
            isEnabledByDefault: true,
            known?.Explanation);
    }

    private static Microsoft.CodeAnalysis.DiagnosticSeverity ToHost(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => Microsoft.CodeAnalysis.DiagnosticSeverity.Error,
        DiagnosticSeverity.Warning => Microsoft.CodeAnalysis.DiagnosticSeverity.Warning,
        _ => Microsoft.CodeAnalysis.DiagnosticSeverity.Info,
    };

    private static Location ToHost(SourceLocation location) => Location.Create(
        location.Path,
        new TextSpan(location.Span.Start, location.Span.Length),
        new LinePositionSpan(
            new LinePosition(location.Start.Line, location.Start.Character),
            new LinePosition(location.End.Line, location.End.Character)));
}
