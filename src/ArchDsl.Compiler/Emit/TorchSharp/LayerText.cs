using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>The layers of the framework: their types, how they are made and how their weights start.</summary>
internal static class LayerText
{
    public static string TypeOf(Operation operation) => operation switch
    {
        Conv2dOperation => "Conv2d",
        ChannelConvOperation => "Conv1d",
        LinearOperation => "Linear",
        BatchNormOperation => "BatchNorm2d",
        GroupNormOperation => "GroupNorm",
        _ => throw new InvalidOperationException($"{operation.Name} holds no weights"),
    };

    public static string Describe(Operation operation) => operation switch
    {
        Conv2dOperation { IsDepthwise: true } => "depthwise convolution",
        Conv2dOperation => "convolution",
        ChannelConvOperation => "convolution along the channels",
        LinearOperation => "linear layer",
        BatchNormOperation => "batch norm",
        _ => "group norm",
    };

    /// <summary>The expression that makes the layer.</summary>
    public static string Construct(ModuleStep step, Func<string, string> spell)
    {
        string Text(SlotRole role) => step[role].ToText(spell);
        return step.Node!.Operation switch
        {
            Conv2dOperation conv => Convolution(step, conv, spell),
            ChannelConvOperation => $"nn.Conv1d(1, 1, {Text(SlotRole.KernelHeight)}, padding: {Text(SlotRole.PaddingHeight)}, bias: false)",
            LinearOperation linear => $"nn.Linear({Text(SlotRole.InChannels)}, {Text(SlotRole.OutChannels)}{(linear.Bias ? "" : ", hasBias: false")})",
            BatchNormOperation norm => $"nn.BatchNorm2d({Text(SlotRole.InChannels)}{Named("eps", norm.Epsilon, 1e-5)}{Named("momentum", norm.Momentum, 0.1)})",
            GroupNormOperation norm => $"nn.GroupNorm({Text(SlotRole.Groups)}, {Text(SlotRole.InChannels)}{Named("eps", norm.Epsilon, 1e-5)})",
            var other => throw new InvalidOperationException($"{other.Name} holds no weights"),
        };
    }

    /// <summary>How the weights start where that is not the framework's own way; null where it is.</summary>
    public static string? Initialise(Operation operation, string member) => operation switch
    {
        Conv2dOperation => $"nn.init.kaiming_normal_({member}.weight);",
        LinearOperation { Bias: true } => $"nn.init.zeros_({member}.bias!);",
        BatchNormOperation { ZeroInit: true } or GroupNormOperation { ZeroInit: true } => $"nn.init.zeros_({member}.weight);",
        _ => null,
    };

    private static string Convolution(ModuleStep step, Conv2dOperation conv, Func<string, string> spell)
    {
        bool square = step.IsSquare(SlotRole.KernelHeight) && step.IsSquare(SlotRole.StrideHeight)
            && step.IsSquare(SlotRole.PaddingHeight) && step.IsSquare(SlotRole.DilationHeight);
        string Size(SlotRole height) => square ? step[height].ToText(spell) : Pair(step, height, spell);
        string Option(string name, SlotRole height, int usual) =>
            step[height].Is(usual) && step.IsSquare(height) ? "" : $", {name}: {Size(height)}";

        return $"nn.Conv2d({step[SlotRole.InChannels].ToText(spell)}, {step[SlotRole.OutChannels].ToText(spell)}, {Size(SlotRole.KernelHeight)}"
            + Option("stride", SlotRole.StrideHeight, 1) + Option("padding", SlotRole.PaddingHeight, 0) + Option("dilation", SlotRole.DilationHeight, 1)
            + (step[SlotRole.Groups].Is(1) ? "" : $", groups: {step[SlotRole.Groups].ToText(spell)}")
            + (conv.Bias ? ")" : ", bias: false)");
    }

    /// <summary>Height and width as a tuple.</summary>
    public static string Pair(ModuleStep step, SlotRole height, Func<string, string> spell) =>
        $"({step[height].ToText(spell)}, {step[height + 1].ToText(spell)})";

    private static string Named(string name, double value, double usual) => value == usual ? "" : $", {name}: {Numbers.Real(value)}";
}
