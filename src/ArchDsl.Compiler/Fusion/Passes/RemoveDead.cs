namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>What no output depends on is not computed.</summary>
internal static class RemoveDead
{
    public static void Run(FusionGraph graph)
    {
        for (int i = graph.Steps.Count - 1; i >= 0; i--)
        {
            FusionStep step = graph.Steps[i];
            if (step.Output.Readers.Count == 0 && step.Output.OutputCount == 0)
            {
                graph.Remove(step);
            }
        }
    }
}
