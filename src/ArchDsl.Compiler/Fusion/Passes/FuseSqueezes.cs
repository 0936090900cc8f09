using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>
/// The global mean of a convolution's result is summed while that result is written. A pointwise convolution that alone
/// reads the mean finishes it itself.
/// </summary>
internal static class FuseSqueezes
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep pool in graph.Steps.Where(s => s.Operation is GlobalPoolOperation { Kind: PoolKind.Average }).ToArray())
        {
            Value map = pool.Inputs[0];
            if (pool is { InputNorm: null, InputActivation: null } && map.Producer is { Operation: Conv2dOperation, Squeeze: null } convolution && map.Shape.Size.Area > 1 && map.RuntimeWidth is null)
            {
                convolution.Squeeze = new Value(map.Node, new Shape(map.Shape.Channels, 1, 1), null, isPartial: true) { Producer = convolution };
                pool.SetInput(0, convolution.Squeeze);
                if (pool.Output.SoleReader is { Operation: Conv2dOperation { Groups: 1, IsPointwise: true }, InputNorm: null, InputActivation: null } reader
                    && reader.Inputs[0] == pool.Output)
                {
                    reader.SetInput(0, convolution.Squeeze);
                    graph.Remove(pool);
                }
            }
        }
    }
}
