using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>How grave a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Info,

    /// <summary>Probably not what was meant.</summary>
    Warning,

    /// <summary>No network comes of it.</summary>
    Error,
}

/// <summary>A second place that a diagnostic speaks of: where a shape came from, where a name was first used.</summary>
public sealed record RelatedLocation(SourceLocation Location, string Message);

/// <summary>One finding about a source file. Compared by value; holds no syntax.</summary>
/// <param name="Code">Its code, <c>ARCH####</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Message">What is wrong: lower case, no full stop, both sides named.</param>
/// <param name="Location">The smallest span that is wrong.</param>
/// <param name="Help">What to write instead, when there is such a thing.</param>
/// <param name="Related">Other places it speaks of.</param>
public sealed record Diagnostic(
    string Code,
    DiagnosticSeverity Severity,
    string Message,
    SourceLocation Location,
    string? Help = null,
    EquatableArray<RelatedLocation> Related = default)
{
    /// <summary><c>file(line,col): error ARCH####: message</c>, with the help and related places on lines of their own.</summary>
    public override string ToString()
    {
        string severity = Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        };
        string text = $"{Location}: {severity} {Code}: {Message}";
        foreach (RelatedLocation related in Related)
        {
            text += $"\n  {related.Location}: {related.Message}";
        }

        return Help is null ? text : $"{text}\n  help: {Help}";
    }
}
