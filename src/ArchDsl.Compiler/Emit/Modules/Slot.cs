using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>What a number of an operation is.</summary>
internal enum SlotRole
{
    InChannels,
    OutChannels,
    KernelHeight,
    KernelWidth,
    StrideHeight,
    StrideWidth,
    PaddingHeight,
    PaddingWidth,
    DilationHeight,
    DilationWidth,
    Groups,
    Start,
    Count,
    Rest,
    Height,
    Width,
    Block,
    Probability,
}

/// <summary>Numbers of one family may be the same parameter; a stride is never a group count that happens to equal it.</summary>
internal enum SlotFamily
{
    Channels,
    Kernel,
    Stride,
    Padding,
    Dilation,
    Groups,
    Size,
    Block,
    Probability,
}

/// <summary>The value of a number in one place of the network.</summary>
internal readonly record struct SlotValue(double Number, WidthExpression? Runtime = null);

/// <summary>A number of an operation.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Value">Its value.</param>
/// <param name="FollowsInput">Whether it is always the channel count of the first tensor that goes in.</param>
internal sealed record Slot(SlotRole Role, SlotValue Value, bool FollowsInput = false)
{
    /// <summary>The family of a role.</summary>
    public static SlotFamily FamilyOf(SlotRole role) => role switch
    {
        SlotRole.KernelHeight or SlotRole.KernelWidth => SlotFamily.Kernel,
        SlotRole.StrideHeight or SlotRole.StrideWidth => SlotFamily.Stride,
        SlotRole.PaddingHeight or SlotRole.PaddingWidth => SlotFamily.Padding,
        SlotRole.DilationHeight or SlotRole.DilationWidth => SlotFamily.Dilation,
        SlotRole.Groups => SlotFamily.Groups,
        SlotRole.Height or SlotRole.Width => SlotFamily.Size,
        SlotRole.Block => SlotFamily.Block,
        SlotRole.Probability => SlotFamily.Probability,
        _ => SlotFamily.Channels,
    };

    /// <summary>The name of a parameter that stands for it, in the field's terms.</summary>
    public static string NameOf(SlotRole role) => role switch
    {
        SlotRole.InChannels => "in_channels",
        SlotRole.OutChannels => "out_channels",
        SlotRole.KernelHeight => "kernel",
        SlotRole.KernelWidth => "kernel_width",
        SlotRole.StrideHeight => "stride",
        SlotRole.StrideWidth => "stride_width",
        SlotRole.PaddingHeight => "padding",
        SlotRole.PaddingWidth => "padding_width",
        SlotRole.DilationHeight => "dilation",
        SlotRole.DilationWidth => "dilation_width",
        SlotRole.Groups => "groups",
        SlotRole.Start => "first_channel",
        SlotRole.Count => "channels",
        SlotRole.Rest => "other_channels",
        SlotRole.Height => "height",
        SlotRole.Width => "width",
        SlotRole.Block => "factor",
        _ => "probability",
    };
}
