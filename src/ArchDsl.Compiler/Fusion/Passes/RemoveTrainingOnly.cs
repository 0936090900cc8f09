using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>Dropout and stochastic depth do nothing at inference.</summary>
internal static class RemoveTrainingOnly
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep step in graph.Steps.Where(s => s.Operation is DropoutOperation or DropPathOperation).ToArray())
        {
            graph.Bypass(step, step.Inputs[0]);
        }
    }
}
