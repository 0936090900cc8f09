using ArchDsl.Compiler.Graph;

namespace ArchDsl.Testing.Evaluation;

/// <summary>
/// Computes a network node by node in doubles, by the plainest loops. It knows nothing of fusion, kernels or arenas: what
/// it says is what a network means.
/// </summary>
public static class GraphEvaluator
{
    /// <summary>Runs one sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">Every weight tensor by key, row-major.</param>
    /// <param name="inputs">One array a network input, C×H×W.</param>
    /// <returns>One array a network output.</returns>
    public static IReadOnlyList<double[]> Run(Network network, IReadOnlyDictionary<string, float[]> weights, IReadOnlyList<float[]> inputs)
    {
        var values = new double[network.Nodes.Count][];
        int next = 0;
        foreach (Node node in network.Nodes)
        {
            values[node.Id] = node.Operation is InputOperation
                ? inputs[next++].Select(v => (double)v).ToArray()
                : Compute(node, node.Inputs.Select(i => values[i.Id]).ToArray(), weights);
        }

        return network.Outputs.Select(o => values[o.Node.Id]).ToArray();
    }

    private static double[] Compute(Node node, double[][] inputs, IReadOnlyDictionary<string, float[]> weights)
    {
        Shape from = node.Inputs[0].Shape;
        Shape to = node.Shape;
        float[] Weight(string suffix) => weights[$"{node.ModulePath}.{suffix}"];
        switch (node.Operation)
        {
            case Conv2dOperation conv:
                return LayerLoops.Convolve(conv, from, to, inputs[0], Weight("weight"), conv.Bias ? Weight("bias") : null);
            case LinearOperation linear:
                return LayerLoops.Linear(linear, inputs[0], Weight("weight"), linear.Bias ? Weight("bias") : null);
            case BatchNormOperation norm:
                return LayerLoops.BatchNorm(norm, from, inputs[0], Weight("weight"), Weight("bias"), Weight("running_mean"), Weight("running_var"));
            case GroupNormOperation norm:
                return LayerLoops.GroupNorm(norm, from, inputs[0], Weight("weight"), Weight("bias"));
            case ChannelConvOperation taps:
                return LayerLoops.ChannelConvolve(taps, inputs[0], Weight("weight"));
            case ActivationOperation act:
                return inputs[0].Select(x => LayerLoops.Activate(act.Activation, x)).ToArray();
            case DropoutOperation or DropPathOperation:
                return inputs[0];
            case PoolOperation pool:
                return LayerLoops.Pool(pool, from, to, inputs[0]);
            case GlobalPoolOperation pool:
                return Each(to, (c, _, _) => Enumerable.Range(0, (int)from.Size.Area).Select(i => inputs[0][(c * from.Size.Area) + i]) is var plane && pool.Kind == PoolKind.Max ? plane.Max() : plane.Average());
            case ConcatOperation:
                return inputs.SelectMany(x => x).ToArray();
            case SliceOperation slice:
                return Each(to, (c, y, x) => At(inputs[0], from, c + slice.Start, y, x));
            case ShuffleOperation shuffle:
                return Each(to, (c, y, x) => At(inputs[0], from, (c % shuffle.Groups * (from.Channels / shuffle.Groups)) + (c / shuffle.Groups), y, x));
            case MaxoutOperation maxout:
                return Each(to, (c, y, x) => Enumerable.Range(0, from.Channels).Where(k => k % maxout.OutChannels == c).Max(k => At(inputs[0], from, k, y, x)));
            case UpsampleOperation or ResizeOperation:
                return Each(to, (c, y, x) => At(inputs[0], from, c, y * from.Height / to.Height, x * from.Width / to.Width));
            case SpaceToDepthOperation blocks:
                return Each(to, (c, y, x) => At(inputs[0], from, c / (blocks.Block * blocks.Block), (y * blocks.Block) + (c / blocks.Block % blocks.Block), (x * blocks.Block) + (c % blocks.Block)));
            case ElementwiseOperation join:
                return Join(join, node, inputs);
            case PartialAddOperation:
                return PartialAdd(node, inputs);
            default:
                throw new NotSupportedException($"the evaluator has no loop for {node}");
        }
    }

    private static double[] Join(ElementwiseOperation join, Node node, double[][] inputs) => Each(node.Shape, (c, y, x) =>
    {
        IEnumerable<double> sides = node.Inputs.Select((input, i) => At(inputs[i], input.Shape, c, Math.Min(y, input.Shape.Height - 1), Math.Min(x, input.Shape.Width - 1)));
        return join.Kind switch
        {
            JoinKind.Add => sides.Sum(),
            JoinKind.Multiply => sides.Aggregate(1.0, (a, b) => a * b),
            _ => sides.Max(),
        };
    });

    private static double[] PartialAdd(Node node, double[][] inputs)
    {
        Shape body = node.Inputs[0].Shape;
        Shape shortcut = node.Inputs[1].Shape;
        Size2 step = PartialAddOperation.Step(body, shortcut);
        int shared = PartialAddOperation.SharedChannels(body, shortcut);
        return Each(body, (c, y, x) => At(inputs[0], body, c, y, x) + (c < shared ? At(inputs[1], shortcut, c, y * step.Height, x * step.Width) : 0));
    }

    private static double At(double[] values, Shape shape, int c, int y, int x) => values[(((c * shape.Height) + y) * shape.Width) + x];

    private static double[] Each(Shape shape, Func<int, int, int, double> value)
    {
        var values = new double[shape.Elements];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = value(i / (shape.Height * shape.Width), i / shape.Width % shape.Height, i % shape.Width);
        }

        return values;
    }
}
