using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH11xx: names of weights in other projects.</summary>
internal static class WeightErrors
{
    private static readonly DiagnosticDescriptor RenameInfo = new("ARCH1101", Error, "malformed rename", "`rename FROM, TO` takes two texts of segments with dots between them. A hole in FROM is a name that stands for a whole number, and nothing that could be a digit of it follows; holes in TO are values. An empty TO leaves the segments out.");
    private static readonly DiagnosticDescriptor ClashInfo = new("ARCH1102", Error, "two weights of one key", "The rules of a `weights` give two weights of the network the same key, so a file could not hold both. Rules run in order, each on what the ones before it left, and a key that none fits stays as it is.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [RenameInfo, ClashInfo];

    public static Diagnostic BadRename(SourceLocation at, string why, string? help = null) => RenameInfo.At(at, why, help);

    public static Diagnostic OneKeyForTwo(SourceLocation at, string dialect, string key, string first, string second) =>
        ClashInfo.At(at, $"in `{dialect}` the weights `{first}` and `{second}` are both `{key}`");
}
