using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH07xx: what CompConv does differently from what was asked.</summary>
internal static class CompConvFindings
{
    private static readonly DiagnosticDescriptor LoweredInfo = new("ARCH0701", Warning, "CompConv depth lowered", "At depth d the identity slices take (2^(d-1) - 1)·C_prim input channels, and units beyond C_out are dropped from the depthwise unit alone. Where either does not fit, the next smaller depth is used.");
    private static readonly DiagnosticDescriptor AdaptedInfo = new("ARCH0702", Info, "CompConv depth adapted", "auto(C0) gives the depth of equation 6; here the channels only allow a smaller one.");
    private static readonly DiagnosticDescriptor NotShuffledInfo = new("ARCH0703", Info, "CompConv without shuffle", "CompConv ends in a channel shuffle of two groups; an odd number of channels has none.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [LoweredInfo, AdaptedInfo, NotShuffledInfo];

    public static Diagnostic DepthLowered(SourceLocation at, int wanted, int used, string reason, bool isAuto) =>
        (isAuto ? AdaptedInfo : LoweredInfo).At(at, $"compconv depth {wanted} becomes {used}: {reason}", isAuto ? null : $"write `depth: {used}`, or change the channels");

    public static Diagnostic NotShuffled(SourceLocation at, int channels) =>
        NotShuffledInfo.At(at, $"{channels} channels are odd: compconv leaves its shuffle out");
}
