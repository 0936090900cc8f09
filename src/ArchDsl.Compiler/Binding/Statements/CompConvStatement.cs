using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>
/// CompConv, arXiv 2106.10486: channels are part identity slices of the input, part convolutions of half of what is left,
/// recursively; the outermost half is a cheap depthwise convolution of the one before.
/// </summary>
internal sealed partial class Elaborator
{
    /// <summary>Equation 6 caps the depth: d = min(log2(max(1, C_in/C₀)) + 1, 3).</summary>
    private const int MaxCompConvDepth = 3;

    private Node? CompConv(Invocation call, Frame frame, Node input)
    {
        if (Geometry(call) is not { } geometry || Width(call, input) is not { } width || CompConvDepth(call, input, width.Channels) is not { } depth)
        {
            return null;
        }

        if (Int(call, "groups", 1) is not { } groups)
        {
            return null;
        }

        if (groups != 1)
        {
            _diagnostics.Add(ValueErrors.OutOfRange(call.PlaceOf("groups"), "`groups` of `compconv`", groups.ToString(System.Globalization.CultureInfo.InvariantCulture), "1: CompConv divides all channels"));
            return null;
        }

        if (depth > 0 && width.Runtime is not null)
        {
            _diagnostics.Add(ValueErrors.RuntimeValue(call.PlaceOf("out"), width.Runtime.ToText(n => n), "the units of `compconv`"));
            return null;
        }

        return Ordered(call, frame, input, width, (node, hasBias) => depth == 0
            ? Add(Full(node.Shape.Channels, width.Channels, geometry, hasBias), [node], "conv", call.Location, call.Name, width.Runtime)
            : Recursion(call, node, width.Channels, depth, geometry, hasBias));
    }

    private int? CompConvDepth(Invocation call, Node input, int outChannels)
    {
        int depth;
        if (call.Arguments["depth"] is AutoValue auto)
        {
            int c0 = auto.Base ?? 128;
            depth = 1;
            for (long width = 2L * c0; width <= input.Shape.Channels && depth < MaxCompConvDepth; width *= 2)
            {
                depth++;
            }
        }
        else if (Int(call, "depth", 0) is { } given)
        {
            if (given > MaxCompConvDepth)
            {
                _diagnostics.Add(ValueErrors.OutOfRange(call.PlaceOf("depth"), "`depth` of `compconv`", given.ToString(System.Globalization.CultureInfo.InvariantCulture), "0 to 3 or auto(128)"));
                return null;
            }

            depth = given;
        }
        else
        {
            return null;
        }

        return IsTainted(input) ? depth : LowerDepth(call, input, outChannels, depth);
    }

    // The identity slices must lie within the input, and what is dropped within the depthwise unit.
    private int LowerDepth(Invocation call, Node input, int outChannels, int depth)
    {
        while (depth > 0)
        {
            int primary = PrimaryChannels(outChannels, depth);
            long slices = ((1L << (depth - 1)) - 1) * primary;
            long units = ((1L << depth) - 1) * 2 * primary;
            long outer = (1L << (depth - 1)) * (long)primary;
            string? reason = slices > input.Shape.Channels
                ? $"its identity slices take {slices} channels, {input.Shape} has {input.Shape.Channels}"
                : units - outChannels > outer
                    ? $"its units make {units} channels for {outChannels}, more than the {outer} of the depthwise unit would be dropped"
                    : null;
            if (reason is null)
            {
                break;
            }

            _diagnostics.Add(CompConvFindings.DepthLowered(call.PlaceOf("depth"), depth, depth - 1, reason, call.Arguments["depth"] is AutoValue));
            depth--;
        }

        return depth;
    }

    /// <summary>Equation 5: C_prim = ⌈C_out / (2·(2^d − 1))⌉.</summary>
    private static int PrimaryChannels(int outChannels, int depth)
    {
        int units = 2 * ((1 << depth) - 1);
        return (int)(((long)outChannels + units - 1) / units);
    }

    private static Conv2dOperation Full(int inChannels, int outChannels, ConvGeometry g, bool hasBias) =>
        new(inChannels, outChannels, g.Kernel, g.Stride, g.Padding, g.Dilation, 1, hasBias);

    private Node Recursion(Invocation call, Node x, int outChannels, int depth, ConvGeometry g, bool hasBias)
    {
        SourceLocation at = call.Location;
        int primary = PrimaryChannels(outChannels, depth);
        ConvGeometry inner = g with { Stride = Size2.Square(1), Padding = new(Half(g.Kernel.Height, g.Dilation.Height), Half(g.Kernel.Width, g.Dilation.Width)) };
        var units = new List<Node>();
        Node b = Add(Full(x.Shape.Channels, primary, g, hasBias), [x], $"conv{depth - 1}", at, call.Name);
        int start = 0;
        for (int i = depth - 2; i >= 0; i--)
        {
            // A and B of one level are equally wide; A is the next disjoint slice of the input, brought to the output's size.
            int width = (1 << (depth - 2 - i)) * primary;
            Node a = Add(new SliceOperation(start, width), [x], $"slice{i + 1}", at, call.Name);
            start += width;
            if (a.Shape.Size != b.Shape.Size)
            {
                a = Add(new PoolOperation(PoolKind.Average, g.Stride, g.Stride, default, CeilMode: true), [a], $"pool{i + 1}", at, call.Name);
            }

            units.Add(a);
            units.Add(b);
            Node joined = Add(new ConcatOperation(), [a, b], $"concat{i + 1}", at, call.Name);
            b = Add(Full(2 * width, 2 * width, inner, hasBias), [joined], $"conv{i}", at, call.Name);
        }

        // Only the channels that are kept are computed; the sum of the units may exceed what is wanted.
        int kept = outChannels - units.Sum(u => u.Shape.Channels) - b.Shape.Channels;
        if (kept > 0)
        {
            Node source = kept == b.Shape.Channels ? b : Add(new SliceOperation(0, kept), [b], "kept", at, call.Name);
            var tail = new Conv2dOperation(kept, kept, inner.Kernel, inner.Stride, inner.Padding, inner.Dilation, kept, hasBias);
            units.Add(Add(tail, [source], "tail", at, call.Name));
        }

        units.Add(b);
        Node y = units.Count == 1 ? b : Add(new ConcatOperation(), units, "concat", at, call.Name);
        if (outChannels % 2 == 0)
        {
            return Add(new ShuffleOperation(2), [y], "shuffle", at, call.Name);
        }

        _diagnostics.Add(CompConvFindings.NotShuffled(call.PlaceOf("out"), outChannels));
        return y;
    }
}
