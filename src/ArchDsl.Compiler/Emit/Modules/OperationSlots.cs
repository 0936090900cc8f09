using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>Takes an operation apart into its numbers and what is left without them.</summary>
internal static class OperationSlots
{
    /// <summary>The numbers, in a fixed order for each kind of operation.</summary>
    public static IReadOnlyList<Slot> Of(Node node)
    {
        switch (node.Operation)
        {
            case Conv2dOperation conv:
                return
                [
                    new(SlotRole.InChannels, new(conv.InChannels), true),
                    new(SlotRole.OutChannels, new(conv.OutChannels, node.RuntimeWidth)),
                    .. Pair(SlotRole.KernelHeight, conv.Kernel), .. Pair(SlotRole.StrideHeight, conv.Stride),
                    .. Pair(SlotRole.PaddingHeight, conv.Padding), .. Pair(SlotRole.DilationHeight, conv.Dilation),
                    new(SlotRole.Groups, new(conv.Groups), conv.IsDepthwise),
                ];
            case LinearOperation linear:
                return
                [
                    new(SlotRole.InChannels, new(linear.InFeatures), node.Inputs[0].Shape.Size.Area == 1),
                    new(SlotRole.OutChannels, new(linear.OutFeatures, node.RuntimeWidth)),
                ];
            case BatchNormOperation norm:
                return [new(SlotRole.InChannels, new(norm.Channels), true)];
            case GroupNormOperation norm:
                return [new(SlotRole.InChannels, new(norm.Channels), true), new(SlotRole.Groups, new(norm.Groups))];
            case ChannelConvOperation conv:
                return [new(SlotRole.KernelHeight, new(conv.Kernel)), new(SlotRole.PaddingHeight, new(conv.Kernel / 2))];
            case PoolOperation pool:
                return [.. Pair(SlotRole.KernelHeight, pool.Kernel), .. Pair(SlotRole.StrideHeight, pool.Stride), .. Pair(SlotRole.PaddingHeight, pool.Padding)];
            case SliceOperation slice:
                return [new(SlotRole.Start, new(slice.Start)), new(SlotRole.Count, new(slice.Count))];
            case ShuffleOperation shuffle:
                return [new(SlotRole.Groups, new(shuffle.Groups))];
            case MaxoutOperation maxout:
                return [new(SlotRole.OutChannels, new(maxout.OutChannels))];
            case UpsampleOperation upsample:
                return [.. Pair(SlotRole.StrideHeight, upsample.Factor)];
            case ResizeOperation resize:
                return [.. Pair(SlotRole.Height, resize.Size)];
            case SpaceToDepthOperation spaceToDepth:
                return [new(SlotRole.Block, new(spaceToDepth.Block))];
            case DropoutOperation dropout:
                return [new(SlotRole.Probability, new(dropout.Probability))];
            case DropPathOperation dropPath:
                return [new(SlotRole.Probability, new(dropPath.Probability))];
            case PartialAddOperation:
                return PartialAdd(node);
            default:
                return [];
        }
    }

    /// <summary>All of the operation that is not one of its numbers: two nodes of one structure differ in numbers alone.</summary>
    public static string StructureOf(Node node)
    {
        string own = node.Operation switch
        {
            Conv2dOperation conv => $"{(conv.Bias ? "bias" : "")} {(conv.IsDepthwise ? "depthwise" : "")}",
            LinearOperation linear => $"{(linear.Bias ? "bias" : "")} {(node.Inputs[0].Shape.Size.Area == 1 ? "vector" : "map")}",
            BatchNormOperation norm => $"{Numbers.Real(norm.Epsilon)} {Numbers.Real(norm.Momentum)} {norm.ZeroInit}",
            GroupNormOperation norm => $"{Numbers.Real(norm.Epsilon)} {norm.ZeroInit}",
            ActivationOperation act => $"{act.Activation.Kind} {Numbers.Real(act.Activation.Alpha)}",
            PoolOperation pool => $"{pool.CeilMode} {pool.CountPadding}",
            GlobalPoolOperation pool => pool.Kind.ToString(),
            PartialAddOperation => RelationOf(node),
            _ => "",
        };
        string flat = string.Concat(node.Inputs.Select(i => i.IsFlat ? 'f' : '-'));
        return $"{node.Operation.Name} {own} {flat}{(node.IsFlat ? "f" : "-")}";
    }

    /// <summary>How the two sides of a partial shortcut compare: the code differs by it.</summary>
    public static string RelationOf(Node node)
    {
        Shape body = node.Inputs[0].Shape;
        Shape shortcut = node.Inputs[1].Shape;
        string channels = shortcut.Channels == body.Channels ? "equal" : shortcut.Channels < body.Channels ? "fewer" : "more";
        return channels + (body.Size == shortcut.Size ? "" : " stepped");
    }

    private static IReadOnlyList<Slot> PartialAdd(Node node)
    {
        Shape body = node.Inputs[0].Shape;
        Shape shortcut = node.Inputs[1].Shape;
        int shared = PartialAddOperation.SharedChannels(body, shortcut);
        var slots = new List<Slot>();
        if (body.Channels != shortcut.Channels)
        {
            slots.Add(new(SlotRole.Count, new(shared)));
        }

        if (shared < body.Channels)
        {
            slots.Add(new(SlotRole.Rest, new(body.Channels - shared)));
        }

        if (body.Size != shortcut.Size)
        {
            slots.AddRange(Pair(SlotRole.StrideHeight, PartialAddOperation.Step(body, shortcut)));
            slots.AddRange(Pair(SlotRole.Height, shortcut.Size));
        }

        return slots;
    }

    private static Slot[] Pair(SlotRole height, Size2 size) => [new(height, new(size.Height)), new(height + 1, new(size.Width))];
}
