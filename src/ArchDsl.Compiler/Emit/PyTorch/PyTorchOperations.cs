using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.PyTorch;

/// <summary>The expression of one step of <c>forward</c>.</summary>
internal sealed class PyTorchOperations
{
    private readonly ModuleClass _class;
    private readonly LocalNames _locals;

    public PyTorchOperations(ModuleClass moduleClass, LocalNames locals)
    {
        _class = moduleClass;
        _locals = locals;
    }

    public string Of(ModuleStep step)
    {
        if (step.Node is null)
        {
            return $"{PyTorchNames.Member(step.Child!)}({string.Join(", ", step.Inputs.Select(i => _locals[i]))})";
        }

        bool needsMap = Shapes.NeedsMap(step.Node);
        string[] inputs = step.Inputs.Select((value, i) =>
            needsMap && step.Node.Inputs[i].IsFlat ? _locals[value] + "[:, :, None, None]" : _locals[value]).ToArray();
        string text = Apply(step, step.Node, inputs);
        return needsMap && step.Node.IsFlat ? $"({text}).flatten(1)" : text;
    }

    private string Apply(ModuleStep step, Node node, string[] inputs)
    {
        string x = inputs[0];
        switch (node.Operation)
        {
            case LinearOperation:
                return $"{PyTorchNames.Member(step.Child!)}({(node.Inputs[0].IsFlat ? x : x + ".flatten(1)")})";
            case ChannelConvOperation:
                return $"{PyTorchNames.Member(step.Child!)}({x}.squeeze(3).transpose(1, 2)).transpose(1, 2).unsqueeze(3)";
            case var operation when operation.Weights.Count > 0:
                return $"{PyTorchNames.Member(step.Child!)}({x})";
            case ActivationOperation act:
                return Activation(act.Activation, x, Shapes.MayOverwrite(_class, step, _locals));
            case DropoutOperation:
                return $"F.dropout({x}, {Text(step, SlotRole.Probability)}, self.training)";
            case DropPathOperation:
                return $"drop_path({x}, {Text(step, SlotRole.Probability)}, self.training)";
            case PoolOperation pool:
                return Pool(step, pool, x);
            case GlobalPoolOperation pool:
                return pool.Kind == PoolKind.Average ? $"F.adaptive_avg_pool2d({x}, 1)" : $"{x}.amax((2, 3), keepdim=True)";
            case ConcatOperation:
                return $"torch.cat([{string.Join(", ", inputs)}], 1)";
            case ElementwiseOperation join:
                return Join(join.Kind, inputs);
            case PartialAddOperation:
                return PartialAdd(step, node, x, inputs[1]);
            case SliceOperation:
                return $"{x}.narrow(1, {Text(step, SlotRole.Start)}, {Text(step, SlotRole.Count)})";
            case ShuffleOperation:
                return $"{x}.reshape({x}.shape[0], {Text(step, SlotRole.Groups)}, -1, {x}.shape[2], {x}.shape[3]).transpose(1, 2).flatten(1, 2)";
            case MaxoutOperation:
                return $"{x}.reshape({x}.shape[0], -1, {Text(step, SlotRole.OutChannels)}, {x}.shape[2], {x}.shape[3]).amax(1)";
            case UpsampleOperation:
                return $"F.interpolate({x}, scale_factor=({Text(step, SlotRole.StrideHeight)}, {Text(step, SlotRole.StrideWidth)}))";
            case ResizeOperation:
                return $"F.interpolate({x}, size=({Text(step, SlotRole.Height)}, {Text(step, SlotRole.Width)}))";
            case SpaceToDepthOperation:
                return $"F.pixel_unshuffle({x}, {Text(step, SlotRole.Block)})";
            default:
                throw new InvalidOperationException($"{node.Operation.Name} is not known to PyTorch");
        }
    }

    private static string Activation(Activation act, string x, bool overwrite) => act.Kind switch
    {
        ActivationKind.Relu => $"F.relu({x}{(overwrite ? ", inplace=True" : "")})",
        ActivationKind.Relu6 => $"F.relu6({x}{(overwrite ? ", inplace=True" : "")})",
        ActivationKind.Leaky => $"F.leaky_relu({x}, {Numbers.Real(act.Alpha)})",
        ActivationKind.Silu => $"F.silu({x})",
        ActivationKind.Mish => $"F.mish({x})",
        ActivationKind.HardSwish => $"F.hardswish({x})",
        ActivationKind.HardSigmoid => $"F.hardsigmoid({x})",
        ActivationKind.Sigmoid => $"torch.sigmoid({x})",
        ActivationKind.Gelu => $"F.gelu({x})",
        ActivationKind.Tanh => $"torch.tanh({x})",
        _ => $"F.elu({x}, {Numbers.Real(act.Alpha)})",
    };

    private string Pool(ModuleStep step, PoolOperation pool, string x)
    {
        string padding = step.IsSquare(SlotRole.PaddingHeight) && step[SlotRole.PaddingHeight].Is(0) ? "" : ", " + PyTorchLayers.Size(step, SlotRole.PaddingHeight, Field);
        string window = $"{x}, {PyTorchLayers.Size(step, SlotRole.KernelHeight, Field)}, {PyTorchLayers.Size(step, SlotRole.StrideHeight, Field)}{padding}{(pool.CeilMode ? ", ceil_mode=True" : "")}";
        return pool.Kind == PoolKind.Max ? $"F.max_pool2d({window})" : $"F.avg_pool2d({window}{(pool.CountPadding ? "" : ", count_include_pad=False")})";
    }

    private static string Join(JoinKind kind, string[] inputs) => kind switch
    {
        JoinKind.Add => string.Join(" + ", inputs),
        JoinKind.Multiply => string.Join(" * ", inputs),
        _ => inputs.Aggregate((a, b) => $"torch.maximum({a}, {b})"),
    };

    private string PartialAdd(ModuleStep step, Node node, string body, string shortcut)
    {
        string relation = OperationSlots.RelationOf(node);
        if (relation.EndsWith("stepped", StringComparison.Ordinal))
        {
            shortcut += $"[:, :, ::{Text(step, SlotRole.StrideHeight)}, ::{Text(step, SlotRole.StrideWidth)}]";
        }

        if (relation.StartsWith("equal", StringComparison.Ordinal))
        {
            return $"{body} + {shortcut}";
        }

        string shared = Text(step, SlotRole.Count);
        if (relation.StartsWith("fewer", StringComparison.Ordinal))
        {
            return $"torch.cat([{body}[:, :{shared}] + {shortcut}, {body}[:, {shared}:]], 1)";
        }

        return $"{body} + {shortcut}[:, :{shared}]";
    }

    private string Text(ModuleStep step, SlotRole role) => step[role].ToText(Field);

    private string Field(string parameter) => PyTorchNames.Field(_class, parameter);
}
