using System.Globalization;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH06xx: declared figures that do not hold, and parts without effect.</summary>
internal static class ExpectErrors
{
    private static readonly DiagnosticDescriptor FigureInfo = new("ARCH0601", Error, "expectation not met", "The network has another figure than its `expect` says. A figure with a point or a suffix compares rounded to its last digit, a whole number exactly. The count by stage shows where the difference is.");
    private static readonly DiagnosticDescriptor UnknownInfo = new("ARCH0602", Error, "unknown figure", "`expect` knows params, params_excluding_norm, macs, acts, memory_access and cio, the names of stages and tensors with their shapes, and `at: CxHxW` for the input it holds at. \"MAC\" and \"FLOPs\" mean different things to different papers and are not names.");
    private static readonly DiagnosticDescriptor UnusedInfo = new("ARCH0603", Warning, "layers without effect", "The result of these layers reaches no output: they have weights and are trained, but change nothing. Leave them out, or use their result.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [FigureInfo, UnknownInfo, UnusedInfo];

    public static Diagnostic WrongFigure(SourceLocation at, string name, string expected, long actual, CostReport costs)
    {
        string stages = string.Join(", ", costs.Stages.Select(s => $"{s.Name} {Count(s.Costs.Metric(name) ?? 0)}"));
        string byStage = stages.Length == 0 ? "" : $" ({stages})";
        return FigureInfo.At(at, $"{name}: expected {expected}, counted {Count(actual)}{byStage}");
    }

    public static Diagnostic WrongShape(SourceLocation at, string name, string expected, Node node) =>
        FigureInfo.At(at, $"{name}: expected {expected}, it is {node.Shape}", null, new RelatedLocation(node.Location, $"{node.Shape} comes from here"));

    public static Diagnostic NoNetwork(SourceLocation at, Shape input, Diagnostic error) =>
        FigureInfo.At(at, $"at {input} there is no network to compare: {error.Message}", null, new RelatedLocation(error.Location, "the error there"));

    public static Diagnostic Unknown(SourceLocation at, string name, IEnumerable<string> known) => UnknownInfo.At(
        at,
        $"there is no figure or tensor `{name}`",
        name.ToLowerInvariant() is "mac" or "flops" or "flop" or "gflops" ? "write `macs` for multiply-accumulates or `memory_access` for memory access cost" : Spelling.Suggest(name, known));

    public static Diagnostic Unused(SourceLocation at, string name, long parameters) =>
        UnusedInfo.At(at, $"the result of `{name}` ({Count(parameters)} params) reaches no output");

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '_');
}
