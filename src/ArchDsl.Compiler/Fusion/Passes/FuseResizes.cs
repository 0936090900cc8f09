using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>What resizes a convolution's result, and alone reads it, is done as the result is written: every pixel to wherever it goes.</summary>
internal static class FuseResizes
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep resize in graph.Steps.Where(IsResize).ToArray())
        {
            bool fuses = resize.Inputs[0].Producer is { Operation: Conv2dOperation convolution, Residual: null, Squeeze: null, Filters: null }
                && !Readings.IsLanewise(convolution)
                && resize.Inputs[0].SoleReader == resize;
            if (fuses)
            {
                graph.Absorb(resize.Inputs[0].Producer!, resize);
            }
        }
    }

    public static bool IsResize(FusionStep step) => step.Operation is ResizeOperation or UpsampleOperation;
}
