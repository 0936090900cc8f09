using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>
/// A sum whose one side is a convolution (or a gated map) that nobody else reads: the other side is added as that result
/// is written. Of two candidates the later one takes the sum, since the other is ready by then.
/// </summary>
internal static class FuseResiduals
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep add in graph.Steps.Where(IsPlainAdd).ToArray())
        {
            int[] sides = graph.Steps.IndexOf(add.Inputs[1].Producer!) >= graph.Steps.IndexOf(add.Inputs[0].Producer!) ? [1, 0] : [0, 1];
            foreach (int side in sides)
            {
                FusionStep? producer = add.Inputs[side].Producer;
                Value other = add.Inputs[1 - side];
                if (producer is not null && Takes(producer, add, other))
                {
                    Join(graph, producer, add, other);
                    break;
                }
            }
        }
    }

    private static bool IsPlainAdd(FusionStep step) =>
        step is { Operation: ElementwiseOperation { Kind: JoinKind.Add }, Residual: null }
        && step.Inputs[0] != step.Inputs[1]
        && step.Inputs[0].Shape == step.Inputs[1].Shape;

    private static bool Takes(FusionStep producer, FusionStep add, Value other)
    {
        if (producer.Output.SoleReader != add || producer.Residual is not null || producer.Squeeze is not null || !LivesInOnePlace(other))
        {
            return false;
        }

        // With an activation of its own the residual comes last, and then no other activation can follow it.
        return producer.Operation switch
        {
            Conv2dOperation => producer.Activation is null || add.Activation is null,
            ElementwiseOperation => producer.Activation is null,
            _ => false,
        };
    }

    private static bool LivesInOnePlace(Value value) => value.Producer?.Operation switch
    {
        ConcatOperation or ShuffleOperation => false,
        SliceOperation => LivesInOnePlace(value.Producer!.Inputs[0]),
        _ => true,
    };

    private static void Join(FusionGraph graph, FusionStep producer, FusionStep add, Value other)
    {
        if (other.Producer is not null && graph.Steps.IndexOf(other.Producer) > graph.Steps.IndexOf(producer))
        {
            graph.MoveBefore(producer, add);
        }

        producer.ResidualLast = producer.Activation is not null;
        producer.Activation ??= add.Activation;
        graph.Absorb(producer, add);
        producer.SetResidual(other);
    }
}
