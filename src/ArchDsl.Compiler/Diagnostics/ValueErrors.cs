using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH03xx: values, types, conditions.</summary>
internal static class ValueErrors
{
    private static readonly DiagnosticDescriptor TypeInfo = new("ARCH0301", Error, "wrong type", "A value is of another type than its parameter or operator wants.");
    private static readonly DiagnosticDescriptor FractionInfo = new("ARCH0302", Error, "fraction for a whole number", "Numbers are exact: 1/2 is a half. Where a whole number is wanted, say how to round: floor(x), ceil(x) or round(x), which goes to the even number at a tie.");
    private static readonly DiagnosticDescriptor RangeInfo = new("ARCH0303", Error, "number out of range", "A number is smaller or larger than its parameter allows.");
    private static readonly DiagnosticDescriptor DivisionInfo = new("ARCH0304", Error, "division by zero", "The right side of / or % is zero.");
    private static readonly DiagnosticDescriptor IndexInfo = new("ARCH0305", Error, "index outside the list", "Lists count from 0.");
    private static readonly DiagnosticDescriptor RuntimeInfo = new("ARCH0306", Error, "runtime parameter decides structure", "A runtime parameter stays a constructor argument of the generated class. It only enters the width of a conv or linear that no weights follow, through sums, differences and products.");
    private static readonly DiagnosticDescriptor RequireInfo = new("ARCH0307", Error, "requirement not met", "A `require` of the text is false for these arguments.");
    private static readonly DiagnosticDescriptor ListInfo = new("ARCH0308", Error, "list of the wrong length", "A list has more elements than its parameter, or another count than the names that take it apart. A shorter list is filled with its last value.");
    private static readonly DiagnosticDescriptor FunctionInfo = new("ARCH0309", Error, "function not defined here", "A built-in function has no result for these arguments.");
    private static readonly DiagnosticDescriptor MissingDefaultInfo = new("ARCH0310", Error, "no default set", "A bare `act` or `norm` uses what `defaults` set; nothing was set, or it was set to none.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [TypeInfo, FractionInfo, RangeInfo, DivisionInfo, IndexInfo, RuntimeInfo, RequireInfo, ListInfo, FunctionInfo, MissingDefaultInfo];

    public static Diagnostic WrongType(SourceLocation at, string wanted, string got, string? owner = null) =>
        TypeInfo.At(at, owner is null ? $"wanted {wanted}, got {got}" : $"{owner} wants {wanted}, got {got}");

    public static Diagnostic WrongOperands(SourceLocation at, string op, string left, string right) =>
        TypeInfo.At(at, $"`{op}` does not take {left} and {right}");

    public static Diagnostic Fraction(SourceLocation at, string value, string owner) =>
        FractionInfo.At(at, $"{owner} wants a whole number, got {value}", $"floor(…), ceil(…) or round(…) make it whole");

    public static Diagnostic FractionOfChannels(SourceLocation at, string share, int channels, string result) =>
        FractionInfo.At(at, $"{share} of {channels} channels is {result}, not a whole number", "floor(…), ceil(…) or round(…) make it whole");

    public static Diagnostic OutOfRange(SourceLocation at, string owner, string value, string range) =>
        RangeInfo.At(at, $"{owner} is {range}, got {value}");

    public static Diagnostic DivisionByZero(SourceLocation at) => DivisionInfo.At(at, "division by zero");

    public static Diagnostic IndexOutside(SourceLocation at, string index, int count) =>
        IndexInfo.At(at, $"index {index} is outside a list of {count}");

    public static Diagnostic RuntimeValue(SourceLocation at, string width, string use) =>
        RuntimeInfo.At(at, $"the runtime width `{width}` cannot decide {use}", "a runtime parameter only enters the width of a conv or linear that no weights follow");

    public static Diagnostic WeightsFollowRuntime(SourceLocation at, string statement, string width, SourceLocation origin) =>
        RuntimeInfo.At(at, $"`{statement}` follows a layer whose width is the runtime `{width}`", "leave `runtime` out, or end the network with that layer", new RelatedLocation(origin, "the width comes from here"));

    public static Diagnostic Required(SourceLocation at, string? why) =>
        RequireInfo.At(at, why ?? "the requirement is not met");

    public static Diagnostic ListTooLong(SourceLocation at, string owner, int given, int length) =>
        ListInfo.At(at, $"{owner} takes {length}, the list has {given}");

    public static Diagnostic Destructure(SourceLocation at, int names, string got) =>
        ListInfo.At(at, $"{names} names take apart a list of {names}, got {got}");

    public static Diagnostic Undefined(SourceLocation at, string function, string why) =>
        FunctionInfo.At(at, $"`{function}`: {why}");

    public static Diagnostic NoDefault(SourceLocation at, string part) =>
        MissingDefaultInfo.At(at, $"`{part}` has no argument and no default is set", $"write `{part} {(part == "act" ? "relu" : "batch")}` or set it with `defaults`");
}
