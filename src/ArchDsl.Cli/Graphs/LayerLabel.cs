using System.Globalization;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Graphs;

/// <summary>Says in a few characters what a layer does.</summary>
internal static class LayerLabel
{
    /// <summary>The window, the stride and the groups unless 1, each after a blank: <c> 3x3 /2 g32</c>.</summary>
    public static string DetailsOf(IReadOnlyList<Node> nodes)
    {
        Operation[] operations = nodes.Select(n => n.Operation).ToArray();
        Conv2dOperation[] convolutions = operations.OfType<Conv2dOperation>().ToArray();
        PoolOperation[] pools = operations.OfType<PoolOperation>().ToArray();
        var parts = new List<string>();
        if (convolutions is [{ } conv])
        {
            parts.Add(conv.Kernel.ToString());
            AddStride(parts, conv.Stride);
            AddNumber(parts, "g", conv.IsDepthwise ? 1 : conv.Groups);
            AddNumber(parts, "d", conv.Dilation.Height);
        }
        else if (convolutions.Length == 0 && pools is [{ } pool])
        {
            parts.Add(pool.Kernel.ToString());
            AddStride(parts, pool.Stride);
        }

        else if (operations is [ActivationOperation act])
        {
            parts.Add(act.Activation.Kind.ToString().ToLowerInvariant());
        }

        return string.Concat(parts.Select(p => " " + p));
    }

    /// <summary>What the weightiest of the nodes is.</summary>
    public static VertexKind KindOf(IReadOnlyList<Node> nodes)
    {
        Operation[] operations = nodes.Select(n => n.Operation).ToArray();
        return operations switch
        {
            [InputOperation] => VertexKind.Port,
            _ when operations.Any(o => o is Conv2dOperation or LinearOperation or ChannelConvOperation) => VertexKind.Weighted,
            _ when operations.Any(o => o is PoolOperation or GlobalPoolOperation or MaxoutOperation) => VertexKind.Pool,
            _ when operations.Any(o => o is ConcatOperation or ElementwiseOperation or PartialAddOperation or SliceOperation) => VertexKind.Join,
            _ => VertexKind.Other,
        };
    }

    private static void AddStride(List<string> parts, Size2 stride)
    {
        if (stride != Size2.Square(1))
        {
            parts.Add("/" + (stride.IsSquare ? stride.Height.ToString(CultureInfo.InvariantCulture) : stride.ToString()));
        }
    }

    private static void AddNumber(List<string> parts, string sign, int number)
    {
        if (number != 1)
        {
            parts.Add(sign + number.ToString(CultureInfo.InvariantCulture));
        }
    }
}
