using Microsoft.CodeAnalysis;

namespace ArchDsl.Generators.Tests.Host;

/// <summary>A <c>.globalconfig</c> that sets the severity of one code.</summary>
internal sealed class GlobalConfig(string code, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
{
    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic result) =>
        TryGetGlobalDiagnosticValue(diagnosticId, cancellationToken, out result);

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic result)
    {
        result = diagnosticId == code ? severity : ReportDiagnostic.Default;
        return diagnosticId == code;
    }
}
