using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>
/// What a pointwise convolution alone reads need not be written first: a norm with its activation (norm, act, conv), or a
/// map times its channel gate, is computed as the convolution gathers its input.
/// </summary>
internal static class FuseInputs
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep step in graph.Steps.ToArray())
        {
            FusionStep? reader = step.Output.SoleReader;
            if (reader is not { Operation: Conv2dOperation { IsPointwise: true, IsDepthwise: false }, InputNorm: null, Gate: null } || reader.Inputs[0] != step.Output)
            {
                continue;
            }

            if (step is { Operation: BatchNormOperation, Residual: null })
            {
                reader.InputNorm = step.Node;
                reader.InputActivation = step.Activation;
                reader.SetInput(0, step.Inputs[0]);
                graph.Remove(step);
            }
            else if (IsGate(step, out Value? map, out Value? gate))
            {
                reader.SetInput(0, map!);
                reader.SetGate(gate!);
                graph.Remove(step);
            }
        }
    }

    private static bool IsGate(FusionStep step, out Value? map, out Value? gate)
    {
        map = null;
        gate = null;
        if (step is not { Operation: ElementwiseOperation { Kind: JoinKind.Multiply }, Activation: null, Residual: null })
        {
            return false;
        }

        int side = step.Inputs[0].Shape.Size.Area >= step.Inputs[1].Shape.Size.Area ? 0 : 1;
        map = step.Inputs[side];
        gate = step.Inputs[1 - side];
        return gate.Shape.Size.Area == 1 && map.Shape.Size.Area > 1
            && map.Producer is not { IsView: true } && gate.Producer is not { IsView: true };
    }
}
