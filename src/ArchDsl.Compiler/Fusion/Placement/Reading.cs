using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>How a step reads a tensor.</summary>
internal enum Reading
{
    /// <summary>Channel by channel, each from wherever it is: matrix products and what rearranges channels.</summary>
    Gathered,

    /// <summary>Whole blocks, lane by lane; the result keeps the slots. The blocks must lie side by side.</summary>
    Blocks,

    /// <summary>Whole blocks, lane by lane with others: all must have their channels in the same slots.</summary>
    SameSlots,
}

internal static class Readings
{
    public static Reading Of(FusionStep step, Value value)
    {
        if (value == step.Gate)
        {
            return Reading.Blocks;
        }

        if (value == step.Residual)
        {
            return step.GathersResidual ? Reading.Gathered : step.Operation is Conv2dOperation { Groups: 1 } ? Reading.Blocks : Reading.SameSlots;
        }

        if (step.Gathers)
        {
            return Reading.Gathered;
        }

        return step.Operation switch
        {
            Conv2dOperation convolution when IsLanewise(convolution) => Reading.Blocks,
            PoolOperation or GlobalPoolOperation or UpsampleOperation or ResizeOperation => Reading.Blocks,
            ElementwiseOperation => Reading.SameSlots,
            _ => Reading.Gathered,
        };
    }

    /// <summary>Whether a step that joins a value to its result lane by lane can gather its channels instead.</summary>
    public static bool CanGatherResidual(FusionStep step, Value value) =>
        value == step.Residual && step is { Operation: Conv2dOperation, GathersResidual: false }
        && step.Output.RuntimeWidth is null && value.Shape.Channels == step.Output.Shape.Channels;

    /// <summary>Whether a step that reads a value lane by lane can gather its channels instead.</summary>
    public static bool CanGather(FusionStep step, Value value) => value == step.Inputs[0] && step switch
    {
        { Gathers: true } or { Gate: not null } => false,
        { Operation: Conv2dOperation convolution } => IsLanewise(convolution),
        { Operation: PoolOperation or GlobalPoolOperation } => !step.Inputs[0].IsPartial,
        _ => false,
    };

    /// <summary>A depthwise convolution with one filter a channel.</summary>
    public static bool IsLanewise(Conv2dOperation convolution) => convolution.IsDepthwise && convolution.InChannels == convolution.OutChannels;
}
