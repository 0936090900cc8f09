using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH08xx: edits of a copy.</summary>
internal static class EditErrors
{
    private static readonly DiagnosticDescriptor NoMatchInfo = new("ARCH0801", Error, "edit matches nothing", "A `replace` names a statement, block, stage or `as` of the network it copies, with arguments it must have (defaults count) and places it must stand in. Nothing of the kind ran. Edits run in order: an earlier one may have replaced it.");
    private static readonly DiagnosticDescriptor OldInfo = new("ARCH0802", Error, "old outside a replace", "`old` is what a `replace` matched: as a statement it runs that statement, `old.width` is its argument.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [NoMatchInfo, OldInfo];

    public static Diagnostic NoMatch(SourceLocation at, string name, IReadOnlyList<string> nearMisses, IEnumerable<string> known)
    {
        string near = nearMisses.Count == 0 ? "" : $": near misses are {string.Join("; ", nearMisses.Distinct().Take(4))}";
        return NoMatchInfo.At(at, $"`{name}` matches nothing{near}", nearMisses.Count > 0 ? null : Spelling.Suggest(name, known));
    }

    public static Diagnostic NoOld(SourceLocation at) => OldInfo.At(at, "`old` stands in the body of a replace");
}
