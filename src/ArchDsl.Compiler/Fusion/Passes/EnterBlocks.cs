using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>The caller's inputs are planes. Convolutions read them as they are; all other readers get blocks.</summary>
internal static class EnterBlocks
{
    public static void Run(FusionGraph graph)
    {
        foreach (Value input in graph.Inputs)
        {
            FusionStep[] readers = input.Readers.Where(r => !ReadsPlanes(r, input)).Distinct().ToArray();
            if (readers.Length == 0 && input.OutputCount == 0)
            {
                continue;
            }

            var enter = new FusionStep(new ToBlocksOperation(), input.Node, new Value(input.Node, input.Shape, input.RuntimeWidth));
            graph.Redirect(input, enter.Output, readers);
            enter.AddInput(input);
            graph.Steps.Insert(0, enter);
        }
    }

    private static bool ReadsPlanes(FusionStep step, Value input) =>
        step is { Operation: Conv2dOperation { Groups: 1 }, InputNorm: null, InputActivation: null, Gate: null, Residual: var residual }
        && step.Inputs[0] == input && residual != input;
}
