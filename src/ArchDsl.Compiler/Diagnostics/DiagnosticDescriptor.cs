using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>What one code means, wherever it is reported; <c>archdsl explain</c> prints it.</summary>
/// <param name="Code">The code, <c>ARCH####</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Title">The kind of finding in a few words, lower case.</param>
/// <param name="Explanation">Why it is reported and what to do, in whole sentences, with an example where that helps.</param>
public sealed record DiagnosticDescriptor(string Code, DiagnosticSeverity Severity, string Title, string Explanation)
{
    internal Diagnostic At(
        SourceLocation location,
        string message,
        string? help = null,
        params RelatedLocation[] related) =>
        new(Code, Severity, message, location, help, related.ToEquatableArray());
}
