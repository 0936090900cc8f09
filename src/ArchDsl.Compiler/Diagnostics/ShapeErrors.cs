using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Diagnostics.DiagnosticSeverity;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>ARCH04xx: shapes that do not fit.</summary>
internal static class ShapeErrors
{
    private static readonly DiagnosticDescriptor SizesInfo = new("ARCH0401", Error, "maps of different size", "Maps that are joined agree in height and width; a 1x1 map spreads in add and multiply. Bring one to the other's size with a stride, a pool, `upsample` or `resize`.");
    private static readonly DiagnosticDescriptor ChannelsInfo = new("ARCH0402", Error, "different channels", "Maps that are added, multiplied or compared have the same channels. A 1x1 convolution brings one to the other's.");
    private static readonly DiagnosticDescriptor GroupsInfo = new("ARCH0403", Error, "groups do not divide", "The groups of a convolution, norm, shuffle or maxout divide the channels on every side.");
    private static readonly DiagnosticDescriptor WindowInfo = new("ARCH0404", Error, "window does not fit", "The kernel, with its dilation, is larger than the padded map, with `ceil: true` by a stride or more; or a pool's padding is more than half its window.");
    private static readonly DiagnosticDescriptor SliceInfo = new("ARCH0405", Error, "part outside the channels", "A slice or split reaches beyond the channels, or blocks do not divide the map.");
    private static readonly DiagnosticDescriptor RangeInfo = new("ARCH0406", Error, "shape out of range", "A size or count is below 1, or so large that no machine could hold the tensor.");
    private static readonly DiagnosticDescriptor NoTensorInfo = new("ARCH0407", Error, "no tensor flows here", "A layer needs a tensor: an arch starts with `input NAME: CxHxW`.");
    private static readonly DiagnosticDescriptor NothingKeptInfo = new("ARCH0408", Error, "nothing was kept", "An aggregate joins what `keep` kept; its body kept nothing.");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [SizesInfo, ChannelsInfo, GroupsInfo, WindowInfo, SliceInfo, RangeInfo, NoTensorInfo, NothingKeptInfo];

    public static Diagnostic Mismatch(SourceLocation at, ShapeResult result, string statement, IReadOnlyList<Node> inputs)
    {
        DiagnosticDescriptor descriptor = result.Kind switch
        {
            ShapeRule.SizesAgree => SizesInfo,
            ShapeRule.ChannelsAgree => ChannelsInfo,
            ShapeRule.GroupsDivide => GroupsInfo,
            ShapeRule.WindowFits => WindowInfo,
            ShapeRule.SliceFits => SliceInfo,
            _ => RangeInfo,
        };
        return descriptor.At(at, $"{statement}: {result.Problem}", result.Help, Origins(inputs, at));
    }

    public static Diagnostic ResidualMismatch(SourceLocation at, Node body, Node shortcut)
    {
        bool sizes = body.Shape.Size != shortcut.Shape.Size;
        string help = sizes
            ? "give the shortcut a body with the same stride, or `shortcut: false`"
            : $"a second body `{{ conv 1x1, {body.Shape.Channels}, act: none }}` projects the shortcut; `partial: true` adds the first channels only";
        return (sizes ? SizesInfo : ChannelsInfo).At(
            at,
            $"residual: the body ends in {body.Shape}, the shortcut in {shortcut.Shape}",
            help,
            Origins([body, shortcut], at));
    }

    public static Diagnostic SplitTooLarge(SourceLocation at, string amounts, Node input) =>
        SliceInfo.At(at, $"split: {amounts} channels leave nothing of {input.Shape} for the last body", null, Origins([input], at));

    public static Diagnostic NoTensor(SourceLocation at, string statement) =>
        NoTensorInfo.At(at, $"`{statement}` needs a tensor and none flows here", "start the arch with `input image: 3x224x224`");

    public static Diagnostic NothingKept(SourceLocation at, string statement) =>
        NothingKeptInfo.At(at, $"`{statement}` kept nothing");

    private static RelatedLocation[] Origins(IReadOnlyList<Node> inputs, SourceLocation at) => inputs
        .Where(i => i.Location != SourceLocation.None && i.Location != at)
        .Select(i => new RelatedLocation(i.Location, $"{i.Shape} comes from `{NameOf(i)}`"))
        .Distinct()
        .Take(4)
        .ToArray();

    private static string NameOf(Node node) => node.Operation is InputOperation input
        ? input.InputName
        : node.Scope.Kind == ScopeKind.Layer ? node.Scope.Path : node.ModulePath.Length == 0 ? node.Operation.Name : node.ModulePath;
}
