using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>The expression of one step of <c>forward</c>.</summary>
internal sealed class OperationText
{
    private readonly ModuleClass _class;
    private readonly TorchSharpNames _names;
    private readonly LocalNames _locals;

    public OperationText(ModuleClass moduleClass, TorchSharpNames names, LocalNames locals)
    {
        _class = moduleClass;
        _names = names;
        _locals = locals;
    }

    public string Of(ModuleStep step)
    {
        if (step.Node is null)
        {
            IEnumerable<string> given = step.Inputs.Select(i => _locals[i]);
            string list = string.Join(", ", given);
            return $"{_names[step.Child!]}.call({(step.Inputs.Count > ForwardWriter.MostInputs ? $"new[] {{ {list} }}" : list)})";
        }

        bool needsMap = Shapes.NeedsMap(step.Node);
        string[] inputs = step.Inputs.Select((value, i) =>
            needsMap && step.Node.Inputs[i].IsFlat ? _locals[value] + ".unsqueeze(2).unsqueeze(3)" : _locals[value]).ToArray();
        string text = Apply(step, step.Node, inputs);
        return needsMap && step.Node.IsFlat ? Wrap(text) + ".flatten(1)" : text;
    }

    private string Apply(ModuleStep step, Node node, string[] inputs)
    {
        string x = inputs[0];
        switch (node.Operation)
        {
            case LinearOperation:
                return $"{_names[step.Child!]}.call({(node.Inputs[0].IsFlat ? x : x + ".flatten(1)")})";
            case ChannelConvOperation:
                return $"{_names[step.Child!]}.call({x}.squeeze(3).transpose(1, 2)).transpose(1, 2).unsqueeze(3)";
            case var operation when operation.Weights.Count > 0:
                return $"{_names[step.Child!]}.call({x})";
            case ActivationOperation act:
                return Activation(act.Activation, x, Shapes.MayOverwrite(_class, step, _locals));
            case DropoutOperation:
                return $"nn.functional.dropout({x}, {Text(step, SlotRole.Probability)}, training)";
            case DropPathOperation:
                return $"DropPath({x}, {Text(step, SlotRole.Probability)}, training)";
            case PoolOperation pool:
                return Pool(step, pool, x);
            case GlobalPoolOperation pool:
                return pool.Kind == PoolKind.Average ? $"nn.functional.adaptive_avg_pool2d({x}, 1)" : $"{x}.amax(new long[] {{ 2, 3 }}, keepdim: true)";
            case ConcatOperation:
                return $"cat(new[] {{ {string.Join(", ", inputs)} }}, 1)";
            case ElementwiseOperation join:
                return Join(join.Kind, inputs);
            case PartialAddOperation:
                return PartialAdd(step, node, x, inputs[1]);
            case SliceOperation:
                return $"{x}.narrow(1, {Text(step, SlotRole.Start)}, {Text(step, SlotRole.Count)})";
            case ShuffleOperation:
                return $"{x}.reshape({x}.shape[0], {Text(step, SlotRole.Groups)}, -1, {x}.shape[2], {x}.shape[3]).transpose(1, 2).flatten(1, 2)";
            case MaxoutOperation:
                return $"{x}.reshape({x}.shape[0], -1, {Text(step, SlotRole.OutChannels)}, {x}.shape[2], {x}.shape[3]).amax(new long[] {{ 1 }})";
            case UpsampleOperation:
                return $"nn.functional.interpolate({x}, scale_factor: new double[] {{ {Text(step, SlotRole.StrideHeight)}, {Text(step, SlotRole.StrideWidth)} }})";
            case ResizeOperation:
                return $"nn.functional.interpolate({x}, new long[] {{ {Text(step, SlotRole.Height)}, {Text(step, SlotRole.Width)} }})";
            case SpaceToDepthOperation:
                return $"nn.functional.pixel_unshuffle({x}, {Text(step, SlotRole.Block)})";
            default:
                throw new InvalidOperationException($"{node.Operation.Name} is not known to TorchSharp");
        }
    }

    private static string Activation(Activation act, string x, bool overwrite) => act.Kind switch
    {
        ActivationKind.Relu => $"nn.functional.relu({x}{(overwrite ? ", inplace: true" : "")})",
        ActivationKind.Relu6 => $"nn.functional.relu6({x}{(overwrite ? ", inplace: true" : "")})",
        ActivationKind.Leaky => $"nn.functional.leaky_relu({x}, {Numbers.Real(act.Alpha)})",
        ActivationKind.Silu => $"nn.functional.silu({x})",
        ActivationKind.Mish => $"nn.functional.mish({x})",
        ActivationKind.HardSwish => $"nn.functional.hardswish({x})",
        ActivationKind.HardSigmoid => $"nn.functional.hardsigmoid({x})",
        ActivationKind.Sigmoid => $"{x}.sigmoid()",
        ActivationKind.Gelu => $"nn.functional.gelu({x})",
        ActivationKind.Tanh => $"{x}.tanh()",
        _ => $"nn.functional.elu({x}, {Numbers.Real(act.Alpha)})",
    };

    private static string Pool(ModuleStep step, PoolOperation pool, string x)
    {
        bool square = step.IsSquare(SlotRole.KernelHeight) && step.IsSquare(SlotRole.StrideHeight) && step.IsSquare(SlotRole.PaddingHeight);
        string Size(SlotRole height) => square ? Text(step, height) : LayerText.Pair(step, height, TorchSharpNames.Field);
        string window = $"{x}, {Size(SlotRole.KernelHeight)}, {Size(SlotRole.StrideHeight)}"
            + (pool.Padding == default && step[SlotRole.PaddingHeight].Is(0) && step[SlotRole.PaddingWidth].Is(0) ? "" : $", {Size(SlotRole.PaddingHeight)}")
            + (pool.CeilMode ? ", ceil_mode: true" : "");
        return pool.Kind == PoolKind.Max
            ? $"nn.functional.max_pool2d({window})"
            : $"nn.functional.avg_pool2d({window}{(pool.CountPadding ? "" : ", count_include_pad: false")})";
    }

    private static string Join(JoinKind kind, string[] inputs) => kind switch
    {
        JoinKind.Add => string.Join(" + ", inputs),
        JoinKind.Multiply => string.Join(" * ", inputs),
        _ => inputs.Aggregate((a, b) => $"maximum({a}, {b})"),
    };

    private static string PartialAdd(ModuleStep step, Node node, string body, string shortcut)
    {
        string relation = OperationSlots.RelationOf(node);
        if (relation.EndsWith("stepped", StringComparison.Ordinal))
        {
            shortcut += $".slice(2, 0, {Text(step, SlotRole.Height)}, {Text(step, SlotRole.StrideHeight)})"
                + $".slice(3, 0, {Text(step, SlotRole.Width)}, {Text(step, SlotRole.StrideWidth)})";
        }

        if (relation.StartsWith("equal", StringComparison.Ordinal))
        {
            return $"{body} + {shortcut}";
        }

        string shared = Text(step, SlotRole.Count);
        if (relation.StartsWith("fewer", StringComparison.Ordinal))
        {
            return $"cat(new[] {{ {body}.narrow(1, 0, {shared}) + {shortcut}, {body}.narrow(1, {shared}, {Text(step, SlotRole.Rest)}) }}, 1)";
        }

        return $"{body} + {shortcut}.narrow(1, 0, {shared})";
    }

    private static string Text(ModuleStep step, SlotRole role) => step[role].ToText(TorchSharpNames.Field);

    private static string Wrap(string text) => text.IndexOf(' ') >= 0 ? $"({text})" : text;
}
