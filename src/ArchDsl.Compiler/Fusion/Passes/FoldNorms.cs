using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>A batch norm that alone reads a convolution or linear layer becomes part of its weights when they are loaded.</summary>
internal static class FoldNorms
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep norm in graph.Steps.Where(s => s.Operation is BatchNormOperation).ToArray())
        {
            FusionStep? layer = norm.Inputs[0].Producer;
            bool folds = layer is { Operation: Conv2dOperation or LinearOperation, Norm: null, Activation: null, Residual: null }
                && norm.Inputs[0].SoleReader == norm;
            if (folds)
            {
                layer!.Norm = norm.Node;
                graph.Absorb(layer, norm);
            }
        }
    }
}
