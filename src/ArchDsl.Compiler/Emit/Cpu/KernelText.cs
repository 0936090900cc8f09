using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>How each kernel is made when the weights are loaded.</summary>
internal sealed class KernelText
{
    private readonly CpuNames _names;

    public KernelText(CpuNames names) => _names = names;

    public static string TypeOf(PlanStep step) => step switch
    {
        ConvolutionStep => "Convolution",
        LinearStep => "Linear",
        PoolStep => "Pool",
        GlobalPoolStep => "GlobalPool",
        AffineStep => "Affine",
        GroupNormStep => "GroupNorm",
        CombineStep => "Combine",
        ToBlocksStep => "ToBlocks",
        ToPlanesStep => "ToPlanes",
        PartialAddStep => "PartialAdd",
        MaxoutStep => "Maxout",
        ChannelConvStep => "ChannelConvolution",
        _ => "Rearrange",
    };

    /// <summary>The expression that makes a step's kernel: its lines, the first to stand behind an assignment.</summary>
    public IReadOnlyList<string> Make(PlanStep step) => step switch
    {
        ConvolutionStep convolution => Convolution(convolution),
        LinearStep linear =>
        [
            $"new Linear({Numbers.Whole(linear.Operation.InFeatures)}, {Channels(linear)},",
            CpuText.Recipe(linear.Weights, null, Channels(linear)) + ",",
            $"{CpuText.Activation(linear.Activation)}, width)",
        ],
        PoolStep pool => Pool(pool),
        GlobalPoolStep pool => [$"new GlobalPool({Channels(pool)}, {Numbers.Whole(pool.MapPlane)}, {(pool.Operation.Kind == PoolKind.Max ? "max: true, " : "")}width: width)"],
        AffineStep affine => [$"new Affine({Channels(affine)}, {Plane(affine)}, {CpuText.Activation(affine.Activation)}{AffineOptions(affine)}, width: width)"],
        GroupNormStep norm => GroupNorm(norm),
        CombineStep combine => [$"new Combine(CombineKind.{combine.Join}, {Channels(combine)}, {Plane(combine)}, {(combine.Spreads ? "spread: true, " : "")}activation: {CpuText.Activation(combine.Activation)}, width: width)"],
        PartialAddStep add => [PartialAdd(add)],
        MaxoutStep maxout => [$"new Maxout({Numbers.Whole(maxout.Sources.Sum(s => s.Channels.Value))}, {Channels(maxout)}, {Plane(maxout)}, {CpuText.Activation(maxout.Activation)}, width)"],
        ResizeStep resize => [$"Rearrange.Resize({Channels(resize)}, {Size(resize.Source)}, {Size(resize.Target)})"],
        SpaceToDepthStep blocks => [$"Rearrange.SpaceToDepth({Numbers.Whole(blocks.Source.Channels.Value)}, {Size(blocks.Source)}, {Numbers.Whole(blocks.Block)})"],
        ChannelConvStep taps => [$"new ChannelConvolution({Channels(taps)}, weights[{Identifiers.Quote(taps.Node.ModulePath + ".weight")}].ToArray(), {CpuText.Activation(taps.Activation)})"],
        _ => throw new InvalidOperationException($"no kernel for {step.Kind}"),
    };

    private IReadOnlyList<string> Convolution(ConvolutionStep step)
    {
        Conv2dOperation o = step.Operation;
        var shape = new List<string>
        {
            Readings.IsLanewise(o) ? Filters(step) : Numbers.Whole(o.InChannels),
            Numbers.Whole(step.Sources[0].Height), Numbers.Whole(step.Sources[0].Width), Filters(step),
        };
        Pair(shape, "Kernel", "Height", "Width", o.Kernel, 1);
        Pair(shape, "Stride", "Y", "X", o.Stride, 1);
        Pair(shape, "Pad", "Y", "X", o.Padding, 0);
        Pair(shape, "Dilation", "Y", "X", o.Dilation, 1);
        if (o.Groups != 1)
        {
            shape.Add($"Groups: {(Readings.IsLanewise(o) ? Filters(step) : Numbers.Whole(o.Groups))}");
        }

        var options = new List<string>();
        if (step.Activation is not null)
        {
            options.Add(CpuText.Activation(step.Activation));
        }

        if (step.ResidualLast)
        {
            options.Add("ResidualLast: true");
        }

        if (step.InputActivation is not null)
        {
            options.Add($"InputActivation: {CpuText.Activation(step.InputActivation)}");
        }

        if (!Readings.IsLanewise(o) && CpuText.Channels(step.Sources, _names) is { } channels)
        {
            options.Add($"Channels: {channels}");
        }

        if (step.Sources[0].IsPlanar)
        {
            options.Add("Planar: true");
        }

        if (step.GateOrder is not null)
        {
            options.Add($"GateChannels: {CpuText.Order(step.GateOrder)}");
        }

        options.Add("Width: width");
        return
        [
            "Convolution.Create(",
            $"new ConvolutionShape({string.Join(", ", shape)}),",
            CpuText.Recipe(step.Weights, step.InputNorm, Channels(step)) + ",",
            $"new ConvolutionOptions({string.Join(", ", options)}))",
        ];
    }

    private IReadOnlyList<string> Pool(PoolStep step)
    {
        PoolOperation o = step.Operation;
        string shape = $"new PoolShape({Channels(step)}, {Size(step.Source)}, {Size(o.Kernel)}, {Size(o.Stride)}, {Size(o.Padding)}{(o.CeilMode ? ", Ceil: true" : "")})";
        return [o.Kind == PoolKind.Max ? $"Pool.Max({shape}, width)" : $"Pool.Average({shape}, {(o.CountPadding ? "" : "countPadding: false, ")}width: width)"];
    }

    private IReadOnlyList<string> GroupNorm(GroupNormStep step)
    {
        string path = step.Node.ModulePath;
        return
        [
            $"new GroupNorm({Channels(step)}, {Plane(step)}, {Numbers.Whole(step.Operation.Groups)}, {Numbers.Real(step.Operation.Epsilon)},",
            $"weights[{Identifiers.Quote(path + ".weight")}].ToArray(), weights[{Identifiers.Quote(path + ".bias")}].ToArray(),",
            $"{CpuText.Activation(step.Activation)}, width)",
        ];
    }

    private static string AffineOptions(AffineStep step)
    {
        string norm = step.Norm is null ? "" : $", {CpuText.Norm(step.Norm)}.From(weights)";
        return norm + (step.Planes is null ? "" : $", planes: {CpuText.Order(step.Planes)}");
    }

    private string PartialAdd(PartialAddStep step)
    {
        long shared = Math.Min(step.Body.Channels.Value, step.Shortcut.Channels.Value);
        return $"new PartialAdd({Channels(step)}, {Size(step.Body)}, {Numbers.Whole(shared)}, {Size(step.Shortcut)}, {CpuText.Activation(step.Activation)})";
    }

    private static void Pair(List<string> arguments, string name, string first, string second, Size2 pair, int usual)
    {
        if (pair.Height != usual)
        {
            arguments.Add($"{name}{first}: {Numbers.Whole(pair.Height)}");
        }

        if (pair.Width != usual)
        {
            arguments.Add($"{name}{second}: {Numbers.Whole(pair.Width)}");
        }
    }

    // Where some of the slots are padding, a kernel is told of them all.
    private string Filters(PlanStep step) => (step.Target.Slots is null ? step.Target.Channels : step.Target.SlotCount).ToText(_names.Parameter);

    private string Gathered(IReadOnlyList<BufferView> sources) =>
        CpuText.Channels(sources, _names) is { } channels ? $", channels: {channels}" : "";

    private string Channels(PlanStep step) => step.Target.Channels.ToText(_names.Parameter);

    private static string Plane(PlanStep step) => Numbers.Whole(step.Target.Plane);

    private static string Size(BufferView view) => $"{Numbers.Whole(view.Height)}, {Numbers.Whole(view.Width)}";

    private static string Size(Size2 size) => $"{Numbers.Whole(size.Height)}, {Numbers.Whole(size.Width)}";
}
