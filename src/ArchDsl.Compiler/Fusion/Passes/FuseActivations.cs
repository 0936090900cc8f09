using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>An activation that alone reads a step's result is applied as the result is written; behind a concat, by every part's writer.</summary>
internal static class FuseActivations
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep act in graph.Steps.Where(s => s.Operation is ActivationOperation).ToArray())
        {
            Value value = act.Inputs[0];
            var writers = new List<FusionStep>();
            if (!FindWriters(value, writers))
            {
                continue;
            }

            foreach (FusionStep writer in writers)
            {
                writer.Activation = ((ActivationOperation)act.Operation).Activation;
            }

            if (value.Producer is { IsView: false } producer)
            {
                graph.Absorb(producer, act);
            }
            else
            {
                graph.Bypass(act, value);
            }
        }
    }

    // Whether all who write the value can activate it, and nobody reads it before the activation.
    private static bool FindWriters(Value value, List<FusionStep> writers)
    {
        if (value.SoleReader is null || value.Producer is not { } producer)
        {
            return false;
        }

        if (producer.Operation is ConcatOperation or ShuffleOperation)
        {
            return producer.Inputs.All(input => FindWriters(input, writers));
        }

        writers.Add(producer);
        return producer is { Activation: null, ResidualLast: false, Squeeze: null } && CanActivate(producer.Operation);
    }

    private static bool CanActivate(Operation operation) => operation
        is Conv2dOperation or LinearOperation or BatchNormOperation or GroupNormOperation or ElementwiseOperation
        or PartialAddOperation or MaxoutOperation or ChannelConvOperation or PoolOperation;
}
