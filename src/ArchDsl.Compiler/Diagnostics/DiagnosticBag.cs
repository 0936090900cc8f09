using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>Collects diagnostics; the same code at the same place counts once, however often a block is instantiated.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<(string Code, string Path, TextSpan Span)> _seen = [];

    public bool HasErrors { get; private set; }

    /// <summary>The error that was found first; null without one.</summary>
    public Diagnostic? FirstError => _items.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);

    public int Count => _items.Count;

    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;
        if (_seen.Add((diagnostic.Code, diagnostic.Location.Path, diagnostic.Location.Span)))
        {
            _items.Add(diagnostic);
        }
    }

    /// <summary>Adds a finding about an unknown name; where an import is missing, only if another name is near, since the name may come from there.</summary>
    public void AddUnknown(Diagnostic diagnostic, bool mayBeImported)
    {
        if (!mayBeImported || diagnostic.Help is not null)
        {
            Add(diagnostic);
        }
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    /// <summary>In the order a reader meets them: by file, then by place.</summary>
    public EquatableArray<Diagnostic> ToSorted() =>
        _items.OrderBy(d => d.Location.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Location.Span.Start)
            .ThenBy(d => d.Code, StringComparer.Ordinal)
            .ToEquatableArray();
}
