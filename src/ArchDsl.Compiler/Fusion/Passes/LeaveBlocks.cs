using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>The caller's outputs are planes. A linear layer writes them itself; all else is written as blocks and then laid out.</summary>
internal static class LeaveBlocks
{
    public static void Run(FusionGraph graph)
    {
        for (int i = 0; i < graph.Outputs.Count; i++)
        {
            Value value = graph.Outputs[i];
            if (value is { Producer.Operation: LinearOperation, OutputCount: 1, Readers.Count: 0 })
            {
                continue;
            }

            var leave = new FusionStep(new ToPlanesOperation(), value.Node, new Value(value.Node, value.Shape, value.RuntimeWidth));
            leave.AddInput(value);
            graph.Steps.Add(leave);
            value.OutputCount--;
            graph.Outputs[i] = leave.Output;
            leave.Output.OutputCount++;
        }
    }
}
