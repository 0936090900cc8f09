using ArchDsl.Compiler.Fusion.Placement;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>Where a reader needs channels in one place and they cannot be written there, a copy brings them together.</summary>
internal static class GatherScattered
{
    public static void Run(FusionGraph graph)
    {
        (List<(FusionStep Step, Value Value)> reads, List<int> outputs) = Placer.FindScattered(graph, new Views(graph));
        foreach ((FusionStep step, Value value) in reads)
        {
            Value copy = Copy(graph, value, graph.Steps.IndexOf(step));
            for (int i = 0; i < step.Inputs.Count; i++)
            {
                if (step.Inputs[i] == value)
                {
                    step.SetInput(i, copy);
                }
            }

            if (step.Residual == value)
            {
                step.ReplaceResidual(copy);
            }
        }

        foreach (int output in outputs)
        {
            Value value = graph.Outputs[output];
            value.OutputCount--;
            graph.Outputs[output] = Copy(graph, value, graph.Steps.Count);
            graph.Outputs[output].OutputCount++;
        }
    }

    private static Value Copy(FusionGraph graph, Value value, int index)
    {
        var copy = new FusionStep(new CopyOperation(), value.Node, new Value(value.Node, value.Shape, value.RuntimeWidth));
        copy.AddInput(value);
        graph.Steps.Insert(index, copy);
        return copy.Output;
    }
}
