using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>
/// What convolutions and pools alone read need not be written first: a norm with its activation (norm, act, conv) is computed
/// as they read their input, before what pads it; a map times its channel gate as a pointwise convolution does.
/// </summary>
internal static class FuseInputs
{
    /// <summary>Readers that compute a norm each for themselves take no longer than one kernel that writes it and theirs that read it.</summary>
    private const int MostReaders = 2;

    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep step in graph.Steps.ToArray())
        {
            FusionStep[] readers = step.Output.Readers.Distinct().ToArray();
            if (step.Output.OutputCount > 0 || readers.Length > MostReaders || !readers.All(r => TakesInput(r, step.Output)))
            {
                continue;
            }

            if (step is { Operation: BatchNormOperation or ActivationOperation })
            {
                foreach (FusionStep reader in readers)
                {
                    reader.InputNorm = step.Operation is BatchNormOperation ? step.Node : null;
                    reader.InputActivation = step.Operation is ActivationOperation act ? act.Activation : step.Activation;
                    reader.SetInput(0, step.Inputs[0]);
                }

                graph.Remove(step);
            }
            else if (readers.Length == 1 && IsDensePointwise(readers[0]) && IsGate(step, out Value? map, out Value? gate))
            {
                readers[0].SetInput(0, map!);
                readers[0].SetGate(gate!);
                graph.Remove(step);
            }
        }
    }

    private static bool TakesInput(FusionStep reader, Value value) =>
        reader is { Operation: Conv2dOperation or PoolOperation or GlobalPoolOperation, InputNorm: null, InputActivation: null, Gate: null }
        && reader.Inputs[0] == value && reader.Residual != value;

    private static bool IsDensePointwise(FusionStep reader) => reader is { Operation: Conv2dOperation { IsPointwise: true, IsDepthwise: false } };

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
