using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Binding;

/// <summary>Channel and spatial attention: SE, eSE, ECA, SAM.</summary>
internal sealed partial class Elaborator
{
    // Hu et al. 2018, arXiv 1709.01507: pool, 1x1 to the squeezed width, act, 1x1 back, gate, multiply.
    private Node? SqueezeExcite(Invocation call, Frame frame, Node input)
    {
        if (Amount(call, "ratio", input) is not { } squeezed)
        {
            return null;
        }

        Activation? act = Act(call, "act", frame.Defaults.Act?.Activation ?? new Activation(ActivationKind.Relu));
        Node node = Add(new GlobalPoolOperation(PoolKind.Average), [input], "pool", call.Location, call.Name);
        node = Pointwise(call, node, squeezed, "fc1");
        if (act is not null)
        {
            node = Add(new ActivationOperation(act), [node], "act", call.Location, call.Name);
        }

        return Gate(call, input, Pointwise(call, node, input.Shape.Channels, "fc2"));
    }

    // Lee & Park 2020, arXiv 1911.06667: one 1x1 that keeps the channels.
    private Node EffectiveSqueezeExcite(Invocation call, Node input)
    {
        Node pooled = Add(new GlobalPoolOperation(PoolKind.Average), [input], "pool", call.Location, call.Name);
        return Gate(call, input, Pointwise(call, pooled, input.Shape.Channels, "fc"));
    }

    // Wang et al. 2020, arXiv 1910.03151: a convolution along the channels, kernel |log2(C)/2 + 1/2| made odd.
    private Node? EfficientChannelAttention(Invocation call, Node input)
    {
        int? kernel = call.Arguments["kernel"] is AutoValue ? AdaptiveKernel(input.Shape.Channels) : Int(call, "kernel", 1);
        if (kernel is null)
        {
            return null;
        }

        if (kernel % 2 == 0)
        {
            _diagnostics.Add(ValueErrors.OutOfRange(call.PlaceOf("kernel"), "`kernel` of `eca`", kernel.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), "odd"));
            return null;
        }

        Node pooled = Add(new GlobalPoolOperation(PoolKind.Average), [input], "pool", call.Location, call.Name);
        return Gate(call, input, Add(new ChannelConvOperation(kernel.Value), [pooled], "conv", call.Location, call.Name));
    }

    private static int AdaptiveKernel(int channels)
    {
        int kernel = (int)((Math.Log(channels, 2) + 1) / 2);
        return Math.Max(kernel % 2 == 1 ? kernel : kernel + 1, 3);
    }

    // A spatial gate as darknet and CSPNet's EFM(SAM) have it: a 1x1 of the map itself with its norm, gated, multiplied.
    private Node SpatialAttention(Invocation call, Frame frame, Node input)
    {
        NormValue? norm = Norm(call, "norm", frame);
        int channels = input.Shape.Channels;
        Node node = Add(new Conv2dOperation(channels, channels, Size2.Square(1), Size2.Square(1), default, Size2.Square(1), 1, norm is null), [input], "conv", call.Location, call.Name);
        if (norm is not null)
        {
            node = Add(norm.For(channels), [node], "norm", call.Location, call.Name);
        }

        return Gate(call, input, node);
    }

    private Node Pointwise(Invocation call, Node input, int channels, string name) =>
        Add(new Conv2dOperation(input.Shape.Channels, channels, Size2.Square(1), Size2.Square(1), default, Size2.Square(1), 1, true), [input], name, call.Location, call.Name);

    private Node Gate(Invocation call, Node input, Node weights)
    {
        Node gate = Act(call, "gate", null) is { } act ? Add(new ActivationOperation(act), [weights], "gate", call.Location, call.Name) : weights;
        return Add(new ElementwiseOperation(JoinKind.Multiply), [input, gate], "scale", call.Location, call.Name);
    }
}
