namespace ArchDsl.Compiler.Diagnostics;

/// <summary>Every code there is.</summary>
public static class DiagnosticCatalog
{
    /// <summary>All descriptors, ordered by code.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = new[]
    {
        SyntaxErrors.All, NameErrors.All, ValueErrors.All, ShapeErrors.All, LimitErrors.All, ExpectErrors.All, CompConvFindings.All, EditErrors.All, SpaceErrors.All, HostErrors.All, WeightErrors.All,
    }
    .SelectMany(group => group)
    .OrderBy(d => d.Code, StringComparer.Ordinal)
    .ToArray();

    /// <summary>The descriptor of a code, whatever its case; null for an unknown one.</summary>
    public static DiagnosticDescriptor? Find(string code) =>
        All.FirstOrDefault(d => string.Equals(d.Code, code, StringComparison.OrdinalIgnoreCase));
}
