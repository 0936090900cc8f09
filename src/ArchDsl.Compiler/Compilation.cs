using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler;

/// <summary>What came of compiling one file with what it imports.</summary>
public sealed class Compilation
{
    internal Compilation(SourceText source, EquatableArray<Diagnostic> diagnostics, IReadOnlyList<Network> networks, IReadOnlyList<DesignSpace>? spaces = null)
    {
        Source = source;
        Diagnostics = diagnostics;
        Networks = networks;
        Spaces = spaces ?? [];
    }

    /// <summary>The file.</summary>
    public SourceText Source { get; }

    /// <summary>All findings, in the order of the text.</summary>
    public EquatableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The networks of the file that are free of errors: every <c>arch</c> whose parameters all have defaults.</summary>
    public IReadOnlyList<Network> Networks { get; }

    /// <summary>The spaces of the file that are free of errors, in the order of the text; no classes come of them.</summary>
    public IReadOnlyList<DesignSpace> Spaces { get; }

    /// <summary>Whether anything is an error.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
}
