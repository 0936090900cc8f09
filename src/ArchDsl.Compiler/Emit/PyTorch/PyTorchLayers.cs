using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.PyTorch;

/// <summary>The layers of PyTorch: how they are made and how their weights start.</summary>
internal static class PyTorchLayers
{
    /// <summary>The expression that makes the layer.</summary>
    public static string Construct(ModuleStep step)
    {
        string Text(SlotRole role) => step[role].ToText(PyTorchNames.Local);
        return step.Node!.Operation switch
        {
            Conv2dOperation conv => Convolution(step, conv),
            ChannelConvOperation => $"nn.Conv1d(1, 1, {Text(SlotRole.KernelHeight)}, padding={Text(SlotRole.PaddingHeight)}, bias=False)",
            LinearOperation linear => $"nn.Linear({Text(SlotRole.InChannels)}, {Text(SlotRole.OutChannels)}{(linear.Bias ? "" : ", bias=False")})",
            BatchNormOperation norm => $"nn.BatchNorm2d({Text(SlotRole.InChannels)}{Named("eps", norm.Epsilon, 1e-5)}{Named("momentum", norm.Momentum, 0.1)})",
            GroupNormOperation norm => $"nn.GroupNorm({Text(SlotRole.Groups)}, {Text(SlotRole.InChannels)}{Named("eps", norm.Epsilon, 1e-5)})",
            var other => throw new InvalidOperationException($"{other.Name} holds no weights"),
        };
    }

    /// <summary>How the weights start where that is not PyTorch's own way; null where it is.</summary>
    public static string? Initialise(Operation operation, string member) => operation switch
    {
        Conv2dOperation => $"nn.init.kaiming_normal_({member}.weight)",
        LinearOperation { Bias: true } => $"nn.init.zeros_({member}.bias)",
        BatchNormOperation { ZeroInit: true } or GroupNormOperation { ZeroInit: true } => $"nn.init.zeros_({member}.weight)",
        _ => null,
    };

    /// <summary>A size: one number where height and width are the same, else both.</summary>
    public static string Size(ModuleStep step, SlotRole height, Func<string, string> spell) => step.IsSquare(height)
        ? step[height].ToText(spell)
        : $"({step[height].ToText(spell)}, {step[height + 1].ToText(spell)})";

    private static string Convolution(ModuleStep step, Conv2dOperation conv)
    {
        string Option(string name, SlotRole height, int usual) =>
            step[height].Is(usual) && step.IsSquare(height) ? "" : $", {name}={Size(step, height, PyTorchNames.Local)}";

        return $"nn.Conv2d({step[SlotRole.InChannels].ToText(PyTorchNames.Local)}, {step[SlotRole.OutChannels].ToText(PyTorchNames.Local)}, {Size(step, SlotRole.KernelHeight, PyTorchNames.Local)}"
            + Option("stride", SlotRole.StrideHeight, 1) + Option("padding", SlotRole.PaddingHeight, 0) + Option("dilation", SlotRole.DilationHeight, 1)
            + (step[SlotRole.Groups].Is(1) ? "" : $", groups={step[SlotRole.Groups].ToText(PyTorchNames.Local)}")
            + (conv.Bias ? ")" : ", bias=False)");
    }

    private static string Named(string name, double value, double usual) => value == usual ? "" : $", {name}={Numbers.Real(value)}";
}
