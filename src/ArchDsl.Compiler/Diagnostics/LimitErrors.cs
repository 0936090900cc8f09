using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH05xx: limits that keep the compiler from hanging.</summary>
internal static class LimitErrors
{
    private static readonly DiagnosticDescriptor RecursionInfo = new("ARCH0501", Error, "calls too deep", "Blocks and functions may call themselves, but each recursion must end: let a `when` or `if` stop it.");
    private static readonly DiagnosticDescriptor SizeInfo = new("ARCH0502", Error, "network too large", "The text unrolls into more operations or statements than any published network has.");
    private static readonly DiagnosticDescriptor CountInfo = new("ARCH0503", Error, "count too large", "A repeat, range or list is longer than the limit, or a number has too many digits.");
    private static readonly DiagnosticDescriptor ImportsInfo = new("ARCH0504", Error, "too many imports", "Files import each other too deeply or there are too many of them.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [RecursionInfo, SizeInfo, CountInfo, ImportsInfo];

    public static Diagnostic Recursion(SourceLocation at, string name, int limit) =>
        RecursionInfo.At(at, $"`{name}` goes more than {limit} calls deep");

    public static Diagnostic CopyCircle(SourceLocation at, IEnumerable<string> names) =>
        RecursionInfo.At(at, $"copies go in a circle: {string.Join(" -> ", names)}");

    public static Diagnostic NestedTooDeep(SourceLocation at) => RecursionInfo.At(at, "the text nests too deeply to be followed");

    public static Diagnostic TooManyNodes(SourceLocation at, int limit) =>
        SizeInfo.At(at, $"the network has more than {limit} operations");

    public static Diagnostic TooManySteps(SourceLocation at, int limit) =>
        SizeInfo.At(at, $"the network takes more than {limit} statements to build");

    public static Diagnostic TooMuchWork(SourceLocation at, int limit) =>
        SizeInfo.At(at, $"the values of the network take more than {limit} steps to compute");

    public static Diagnostic TooManyRenames(SourceLocation at, string dialect, int limit) =>
        SizeInfo.At(at, $"the rules of `{dialect}` and the keys of the network are more than {limit} pairs");

    public static Diagnostic TooLong(SourceLocation at, string what, string count, int limit) =>
        CountInfo.At(at, $"{what} of {count} is longer than {limit}");

    public static Diagnostic TooManyDigits(SourceLocation at) => CountInfo.At(at, "the number has too many digits");

    public static Diagnostic TooManyImports(SourceLocation at, int limit) =>
        ImportsInfo.At(at, $"more than {limit} files are imported, or imports nest too deeply");
}
