using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH081x: design spaces.</summary>
internal static class SpaceErrors
{
    private static readonly DiagnosticDescriptor DomainInfo = new("ARCH0811", Error, "domain without values", "`vary` gives a parameter the values it may take: a range, a list or one value. A list parameter varies by element, so how many elements it has must be known from its type (`int[4]`) or its default.");
    private static readonly DiagnosticDescriptor TwiceInfo = new("ARCH0812", Error, "parameter varied twice", "A parameter of a space has one domain. What a space varies, or gives as an argument, a space made of it can only narrow: `require group <= 16`.");
    private static readonly DiagnosticDescriptor FreeInfo = new("ARCH0813", Error, "parameter without a value", "Every parameter of the arch has a value at every point of its space: it varies, or it is given as an argument, or it has a default.");
    private static readonly DiagnosticDescriptor PointInfo = new("ARCH0814", Error, "the same for all points", "The domains of a space, its loops and the conditions around `vary` are the same at every point: they depend neither on what varies nor on costs. `require` may depend on both.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [DomainInfo, TwiceInfo, FreeInfo, PointInfo];

    public static Diagnostic EmptyDomain(SourceLocation at, string name) => DomainInfo.At(at, $"there is no value for `{name}` here");

    public static Diagnostic UnknownLength(SourceLocation at, string name, string type) =>
        DomainInfo.At(at, $"`{name}` varies by element, and how many elements {type} has is not known", $"list whole values, as in `vary {name}: [[1, 2], [1, 3]]`, or give the type a length");

    public static Diagnostic VariedTwice(SourceLocation at, string name, SourceLocation earlier) =>
        TwiceInfo.At(at, $"`{name}` varies already", null, new RelatedLocation(earlier, "its domain is here"));

    public static Diagnostic GivenAndVaried(SourceLocation at, string name, SourceLocation other) =>
        TwiceInfo.At(at, $"`{name}` is given and varies", null, new RelatedLocation(other, "the other place"));

    public static Diagnostic Free(SourceLocation at, string owner, string name, string? type) =>
        FreeInfo.At(at, $"`{name}` of `{owner}` has no value", $"`vary {name}: …` or `{owner}({name}: …)`{(type is null ? "" : $"; it is {type}")}");

    public static Diagnostic DependsOnPoint(SourceLocation at, string what, string name) =>
        PointInfo.At(at, $"{what} cannot depend on `{name}`, which differs from point to point");
}
