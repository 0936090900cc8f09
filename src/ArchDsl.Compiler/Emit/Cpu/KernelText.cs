using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>How each kernel is made when the weights are loaded.</summary>
internal sealed class KernelText
{
    private readonly PlanNames _names;

    public KernelText(PlanNames names) => _names = names;

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
            $"new Linear({Gathered(linear.Sources)}, {Numbers.Whole(linear.Sources[0].Plane)}, {Channels(linear)},",
            RecipeText.Recipe(linear.Weights, null, Channels(linear)) + ",",
            $"{CpuText.Activation(linear.Activation)}, {(linear.Target.IsPlanar ? "" : $"padTo: {linear.Target.SlotCount.ToText(_names.Parameter)}, ")}width: width)",
        ],
        PoolStep pool => Pool(pool),
        GlobalPoolStep pool => [$"new GlobalPool({Slots(pool)}, {Numbers.Whole(pool.MapPlane)}, {(pool.Operation.Kind == PoolKind.Max ? "max: true, " : "")}{Input(pool)}width: width)"],
        AffineStep affine => [Affine(affine)],
        ToBlocksStep enter => [$"new ToBlocks({Channels(enter)}, {Plane(enter)})"],
        ToPlanesStep leave => [$"new ToPlanes({Gathered(leave.Sources)}, {Plane(leave)}, width)"],
        GroupNormStep norm => GroupNorm(norm),
        CombineStep combine => [$"new Combine(CombineKind.{combine.Join}, {Slots(combine)}, {Plane(combine)}, {(combine.Spreads ? "spread: true, " : "")}activation: {CpuText.Activation(combine.Activation)}, width: width)"],
        PartialAddStep add => [PartialAdd(add)],
        MaxoutStep maxout => [$"new Maxout({Gathered(maxout.Sources)}, {Channels(maxout)}, {Plane(maxout)}, {CpuText.Activation(maxout.Activation)}, width)"],
        ResizeStep resize => [$"Rearrange.Resize({Slots(resize)}, {Size(resize.Source)}, {Size(resize.Target)}, width)"],
        SpaceToDepthStep blocks => [$"Rearrange.SpaceToDepth({Gathered(blocks.Sources)}, {Size(blocks.Sources[0])}, {Numbers.Whole(blocks.Block)}, width)"],
        ChannelConvStep taps => [$"new ChannelConvolution({Gathered(taps.Sources)}, weights[{Identifiers.Quote(taps.Node.ModulePath + ".weight")}].ToArray(), {CpuText.Activation(taps.Activation)})"],
        _ => throw new InvalidOperationException($"no kernel for {step.Kind}"),
    };

    private IReadOnlyList<string> Convolution(ConvolutionStep step)
    {
        Conv2dOperation o = step.Operation;
        var shape = new List<string>
        {
            Readings.IsLanewise(o) ? Slots(step) : Numbers.Whole(o.InChannels),
            Numbers.Whole(step.Sources[0].Height), Numbers.Whole(step.Sources[0].Width), Slots(step),
        };
        Pair(shape, "Kernel", "Height", "Width", o.Kernel, 1);
        Pair(shape, "Stride", "Y", "X", o.Stride, 1);
        Pair(shape, "Pad", "Y", "X", o.Padding, 0);
        Pair(shape, "Dilation", "Y", "X", o.Dilation, 1);
        if (o.Groups != 1)
        {
            shape.Add($"Groups: {(Readings.IsLanewise(o) ? Slots(step) : Numbers.Whole(o.Groups))}");
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

        if (step.Join != JoinKind.Add)
        {
            options.Add($"Join: CombineKind.{step.Join}");
        }

        if (step.GatheredResidual is { } gathered)
        {
            options.Add($"ResidualChannels: {Lanes(step, gathered, step.Target.Slots)}");
        }

        if ((step.Residual ?? step.GatheredResidual?[0]) is { } residual && (residual.Plane != step.Target.Plane || (step.GatheredResidual is null && residual.Channels != step.Target.Channels)))
        {
            options.Add($"Residual: new ResidualShape({(residual.Channels == step.Target.Channels || step.GatheredResidual is not null ? Slots(step) : residual.Channels.ToText(_names.Parameter))}, {Size(residual)})");
        }

        if (step.Resizes)
        {
            options.Add($"Resized: new ResizedMap({Size(step.Target)})");
        }

        if (step.InputActivation is not null)
        {
            options.Add($"InputActivation: {CpuText.Activation(step.InputActivation)}");
        }

        if (step.Gathers)
        {
            options.Add($"Channels: {Lanes(step, step.Sources, step.Sorts)}");
        }
        else if (!Readings.IsLanewise(o) && CpuText.Channels(step.Sources, _names) is { } channels)
        {
            options.Add($"Channels: {channels}");
        }

        if (step.Sources[0].IsPlanar)
        {
            options.Add("Planar: true");
        }

        if (step.GateOrder is not null)
        {
            options.Add($"GateChannels: {RecipeText.Order(step.GateOrder)}");
        }

        if (step.MeanOf is { } pixels)
        {
            options.Add($"Sums: new ChannelSums({step.Sources[0].SlotCount.ToText(_names.Parameter)}, {Numbers.Whole(pixels)})");
        }

        options.Add("Width: width");
        return
        [
            "Convolution.Create(",
            $"new ConvolutionShape({string.Join(", ", shape)}),",
            RecipeText.Recipe(step.Weights, step.InputNorm, Slots(step)) + ",",
            $"new ConvolutionOptions({string.Join(", ", options)}))",
        ];
    }

    private IReadOnlyList<string> Pool(PoolStep step)
    {
        PoolOperation o = step.Operation;
        string shape = $"new PoolShape({Slots(step)}, {Size(step.Sources[0])}, {Size(o.Kernel)}, {Size(o.Stride)}, {Size(o.Padding)}{(o.CeilMode ? ", Ceil: true" : "")})";
        string activation = step.Activation is null ? "" : $"activation: {CpuText.Activation(step.Activation)}, ";
        string counted = o.CountPadding || o.Kind == PoolKind.Max ? "" : "countPadding: false, ";
        return [$"Pool.{o.Kind}({shape}, {counted}{Input(step)}{activation}width: width)"];
    }

    // What a pool reads, where that is not blocks as they stand.
    private string Input(LanewisePoolStep step)
    {
        var parts = new List<string>();
        if (step.Gathers)
        {
            parts.Add("From: " + Lanes(step, step.Sources, step.Sorts));
        }

        if (step.InputNorm is not null)
        {
            parts.Add($"Norm: {RecipeText.Norm(step.InputNorm)}.From(weights)");
        }

        if (step.InputActivation is not null)
        {
            parts.Add("Activation: " + CpuText.Activation(step.InputActivation));
        }

        return parts.Count == 0 ? "" : $"input: new MapInput({string.Join(", ", parts)}), ";
    }

    // Where the channel of each slot of the target is.
    private string Lanes(PlanStep step, IReadOnlyList<BufferView> sources, int[]? sorts)
    {
        bool padded = step.Target.Slots is not null && step.Target.SlotCount != step.Target.Channels;
        if (sorts is null && !padded)
        {
            return Gathered(sources);
        }

        int[] slots = sorts ?? Enumerable.Range(0, (int)step.Target.Channels.Value).ToArray();
        return $"ChannelOffsets.Sorted({RecipeText.Order(slots)}, {Gathered(sources)}{(padded ? $", {Slots(step)}" : "")})";
    }

    private IReadOnlyList<string> GroupNorm(GroupNormStep step)
    {
        string path = step.Node.ModulePath;
        return
        [
            $"new GroupNorm({Gathered(step.Sources)}, {Plane(step)}, {Numbers.Whole(step.Operation.Groups)}, {Numbers.Real(step.Operation.Epsilon)},",
            $"weights[{Identifiers.Quote(path + ".weight")}].ToArray(), weights[{Identifiers.Quote(path + ".bias")}].ToArray(),",
            $"{CpuText.Activation(step.Activation)}, width)",
        ];
    }

    private string Affine(AffineStep step)
    {
        // A whole value keeps its slots; channels from several places follow each other.
        bool whole = step.Sources.Count == 1 && step.Sorts is null && Same(step.Sources[0].Slots, step.Target.Slots);
        string slots = whole ? Slots(step) : Channels(step);
        string norm = step.Norm is null ? "" : $", {RecipeText.Norm(step.Norm)}.From(weights)";
        string from = whole ? ""
            : step.Sorts is null ? $", from: {Gathered(step.Sources)}"
            : $", from: ChannelOffsets.Sorted({RecipeText.Order(step.Sorts)}, {Gathered(step.Sources)})";
        return $"new Affine({slots}, {Plane(step)}, {CpuText.Activation(step.Activation)}{norm}{from}, width: width)";
    }

    private static bool Same(int[]? a, int[]? b) => a is null ? b is null : b is not null && a.SequenceEqual(b);

    private string PartialAdd(PartialAddStep step)
    {
        long body = step.Body.Sum(v => v.Channels.Value);
        long shortcut = step.Shortcut.Sum(v => v.Channels.Value);
        string first = shortcut > body ? $"[..{Numbers.Whole(body)}]" : "";
        return $"new PartialAdd({Gathered(step.Body)}, {Size(step.Body[0])}, {Gathered(step.Shortcut)}{first}, {Size(step.Shortcut[0])}, {CpuText.Activation(step.Activation)}, width)";
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
    private string Slots(PlanStep step) => (step.Target.Slots is null ? step.Target.Channels : step.Target.SlotCount).ToText(_names.Parameter);

    private string Gathered(IReadOnlyList<BufferView> sources) => CpuText.Channels(sources, _names)
        ?? $"ChannelOffsets.InOrder({sources[0].Channels.ToText(_names.Parameter)}, {Numbers.Whole(sources[0].Plane)})";

    private string Channels(PlanStep step) => step.Target.Channels.ToText(_names.Parameter);

    private static string Plane(PlanStep step) => Numbers.Whole(step.Target.Plane);

    private static string Size(BufferView view) => $"{Numbers.Whole(view.Height)}, {Numbers.Whole(view.Width)}";

    private static string Size(Size2 size) => $"{Numbers.Whole(size.Height)}, {Numbers.Whole(size.Width)}";
}
