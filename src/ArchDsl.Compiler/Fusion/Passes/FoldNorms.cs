using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>
/// A batch norm that alone reads a convolution or linear layer becomes part of its weights when they are loaded. Behind a
/// sum that a convolution ends in, its factors are the residual's too.
/// </summary>
internal static class FoldNorms
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep norm in graph.Steps.Where(s => s.Operation is BatchNormOperation).ToArray())
        {
            FusionStep? layer = norm.Inputs[0].Producer;
            bool folds = layer is { Norm: null, Activation: null, Squeeze: null, Join: JoinKind.Add } and ({ Operation: Conv2dOperation } or { Operation: LinearOperation, Residual: null })
                && norm.Inputs[0].SoleReader == norm;
            if (folds)
            {
                layer!.Norm = norm.Node;
                layer.Activation = norm.Activation;
                layer.ScalesResidual = layer.Residual is not null;
                graph.Absorb(layer, norm);
            }
        }
    }
}
