using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>An activation that alone reads a step's result is applied as the result is written.</summary>
internal static class FuseActivations
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep act in graph.Steps.Where(s => s.Operation is ActivationOperation).ToArray())
        {
            FusionStep? producer = act.Inputs[0].Producer;
            bool fuses = producer is { Activation: null, ResidualLast: false, Squeeze: null }
                && CanActivate(producer.Operation)
                && act.Inputs[0].SoleReader == act;
            if (fuses)
            {
                producer!.Activation = ((ActivationOperation)act.Operation).Activation;
                graph.Absorb(producer, act);
            }
        }
    }

    private static bool CanActivate(Operation operation) => operation
        is Conv2dOperation or LinearOperation or BatchNormOperation or GroupNormOperation or ElementwiseOperation
        or PartialAddOperation or MaxoutOperation or ChannelConvOperation;
}
