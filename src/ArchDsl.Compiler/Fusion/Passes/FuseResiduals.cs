using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>
/// A sum (product, maximum) whose one side is a convolution (a sum also: a gated map) that nobody else reads: the other side
/// is joined as that result is written, whatever size its map has. Of two candidates the later one takes the join, since the
/// other is ready by then.
/// </summary>
internal static class FuseResiduals
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep join in graph.Steps.Where(IsJoin).ToArray())
        {
            int[] sides = join.Operation is PartialAddOperation ? [0]
                : graph.Steps.IndexOf(join.Inputs[1].Producer!) >= graph.Steps.IndexOf(join.Inputs[0].Producer!) ? [1, 0] : [0, 1];
            foreach (int side in sides)
            {
                FusionStep? producer = join.Inputs[side].Producer;
                if (producer is not null && Takes(producer, join, join.Inputs[1 - side]))
                {
                    Join(graph, producer, join, Source(graph, producer, join, join.Inputs[1 - side]));
                    break;
                }
            }
        }
    }

    private static bool IsJoin(FusionStep step) =>
        step is { Operation: ElementwiseOperation or PartialAddOperation, Residual: null } && step.Inputs[0] != step.Inputs[1];

    private static bool Takes(FusionStep producer, FusionStep join, Value other)
    {
        Value own = producer.Output;
        if (own.SoleReader != join || own.Shape != join.Output.Shape || producer.Residual is not null || producer.Squeeze is not null)
        {
            return false;
        }

        bool sameShape = other.Shape == own.Shape;
        bool fixedWidths = own.RuntimeWidth is null && other.RuntimeWidth is null;
        bool meets = sameShape || (fixedWidths && (join.Operation is PartialAddOperation || other.Shape.Channels == own.Shape.Channels));

        // With an activation of its own the residual comes last, and then no other activation can follow it.
        return meets && producer.Operation switch
        {
            Conv2dOperation => producer.Activation is null || join.Activation is null,
            ElementwiseOperation => producer.Activation is null && sameShape && KindOf(join) == JoinKind.Add && other.Producer is not { IsView: true },
            _ => false,
        };
    }

    private static JoinKind KindOf(FusionStep join) => join.Operation is ElementwiseOperation { Kind: var kind } ? kind : JoinKind.Add;

    // A convolution reads what is resized for it alone as it was before.
    private static Value Source(FusionGraph graph, FusionStep producer, FusionStep join, Value other)
    {
        bool skips = other.Producer is { } resize && FuseResizes.IsResize(resize) && other.SoleReader == join
            && producer.Operation is Conv2dOperation && join.Operation is ElementwiseOperation;
        if (!skips)
        {
            return other;
        }

        Value source = other.Producer!.Inputs[0];
        graph.Bypass(other.Producer, source);
        return source;
    }

    private static void Join(FusionGraph graph, FusionStep producer, FusionStep join, Value other)
    {
        if (other.Producer is not null && graph.Steps.IndexOf(other.Producer) > graph.Steps.IndexOf(producer))
        {
            graph.MoveBefore(producer, join);
        }

        producer.ResidualLast = producer.Activation is not null;
        producer.Activation ??= join.Activation;
        producer.Join = KindOf(join);
        graph.Absorb(producer, join);
        producer.SetResidual(other);
    }
}
