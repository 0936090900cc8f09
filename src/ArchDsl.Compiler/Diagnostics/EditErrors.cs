using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH08xx: edits of a copy.</summary>
internal static class EditErrors
{
    private static readonly DiagnosticDescriptor NoMatchInfo = new("ARCH0801", Error, "edit matches nothing", "A `replace` names a statement, block, stage or `as` of the network it copies, with arguments it must have (defaults count) and places it must stand in. Nothing of the kind ran. Edits run in order: an earlier one may have replaced it.");
    private static readonly DiagnosticDescriptor OldInfo = new("ARCH0802", Error, "old outside a replace", "`old` is what a `replace` matched: as a statement it runs that statement, `old.width` is its argument.");

    private static readonly DiagnosticDescriptor PlaceInfo = new("ARCH0803", Error, "unknown place", "`within` and `except` of a `replace` name statements, blocks, stages or `as` names of the network, and a range goes from one of its stages to a later one. A name that nothing has narrows nothing.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [NoMatchInfo, OldInfo, PlaceInfo];

    public static Diagnostic NoMatch(SourceLocation at, string name, IReadOnlyList<string> nearMisses, IEnumerable<string> known)
    {
        string near = nearMisses.Count == 0 ? "" : $": near misses are {string.Join("; ", nearMisses.Distinct().Take(4))}";
        return NoMatchInfo.At(at, $"`{name}` matches nothing{near}", nearMisses.Count > 0 ? null : Spelling.Suggest(name, known));
    }

    public static Diagnostic NoOld(SourceLocation at) => OldInfo.At(at, "`old` stands in the body of a replace");

    public static Diagnostic UnknownPlace(SourceLocation at, string parameter, string name, IEnumerable<string> known) =>
        PlaceInfo.At(at, $"`{parameter}` names `{name}`, which nothing in the network has", Spelling.Suggest(name, known));

    public static Diagnostic NoStage(SourceLocation at, string name, IEnumerable<string> stages) =>
        PlaceInfo.At(at, $"a range goes from stage to stage, and `{name}` is none", $"the stages are {string.Join(", ", stages.Take(20))}");

    public static Diagnostic ReversedRange(SourceLocation at, string first, string last) =>
        PlaceInfo.At(at, $"stage `{last}` runs before `{first}`", $"write `{last}..{first}`");
}
