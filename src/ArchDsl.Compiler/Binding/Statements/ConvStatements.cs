using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>What conv, conv_depthwise and compconv have in common: convolution, norm and activation in a declared order.</summary>
internal sealed partial class Elaborator
{
    private Node? Convolution(Invocation call, Frame frame, Node input)
    {
        bool isDepthwise = call.Arguments.Signature.Owner == "conv_depthwise";
        if (Geometry(call) is not { } geometry || Width(call, input) is not { } width)
        {
            return null;
        }

        int? groups = isDepthwise ? input.Shape.Channels : Int(call, "groups", 1);
        if (groups is null)
        {
            return null;
        }

        return Ordered(call, frame, input, width, (node, hasBias) =>
        {
            var operation = new Conv2dOperation(node.Shape.Channels, width.Channels, geometry.Kernel, geometry.Stride, geometry.Padding, geometry.Dilation, groups.Value, hasBias);
            SourceLocation at = operation.Infer([node.Shape]).Kind == ShapeRule.GroupsDivide ? call.PlaceOf("groups") : call.Location;
            return Add(operation, [node], "conv", at, call.Name, width.Runtime, operation with { Groups = 1 });
        });
    }

    private readonly record struct ConvGeometry(Size2 Kernel, Size2 Stride, Size2 Padding, Size2 Dilation);

    // Convolutions pad half their kernel, as it is spread by the dilation.
    private ConvGeometry? Geometry(Invocation call)
    {
        if (Pair(call, "kernel", 1) is not { } kernel || Pair(call, "stride", 1) is not { } stride || Pair(call, "dilation", 1) is not { } dilation)
        {
            return null;
        }

        Size2? padding = call.Arguments["pad"] is AutoValue
            ? new Size2(Half(kernel.Height, dilation.Height), Half(kernel.Width, dilation.Width))
            : Pair(call, "pad", 0);
        return padding is { } pad ? new ConvGeometry(kernel, stride, pad, dilation) : null;
    }

    private static int Half(int kernel, int dilation) => (int)Math.Min(int.MaxValue, ((((long)kernel - 1) * dilation) + 1) / 2);

    private Node Ordered(Invocation call, Frame frame, Node input, (int Channels, WidthExpression? Runtime) width, Func<Node, bool, Node> convolve)
    {
        NormValue? norm = Norm(call, "norm", frame);
        Activation? act = Act(call, "act", frame.Defaults.Act?.Activation);
        OrderValue order = call.Arguments["order"] as OrderValue ?? frame.Defaults.Order ?? OrderValue.Default;
        bool hasBias = call.Arguments["bias"] is BoolValue bias ? bias.Bool : norm is null;
        Node node = input;
        foreach (LayerPart part in order.Parts)
        {
            node = part switch
            {
                LayerPart.Conv => convolve(node, hasBias),
                LayerPart.Norm when norm is not null => Add(norm.For(node.Shape.Channels), [node], "norm", call.Location, "norm"),
                LayerPart.Act when act is not null => Add(new ActivationOperation(act), [node], "act", call.Location, "act"),
                _ => node,
            };
        }

        return node;
    }
}
