using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>
/// What joins concats joins their parts, where each part is a convolution's that can do it as an epilogue: a sum with a concat
/// is a sum for every part, and the maxout over maps side by side is the maximum of one after the other.
/// </summary>
internal static class SplitJoins
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep step in graph.Steps.ToArray())
        {
            if (step is { Operation: MaxoutOperation { OutChannels: var channels } })
            {
                SplitMaxout(graph, step, channels);
            }
            else if (step is { Operation: ElementwiseOperation { Kind: JoinKind.Add }, Inputs.Count: 2 })
            {
                for (int side = 0; side < 2 && graph.Steps.Contains(step); side++)
                {
                    SplitSum(graph, step, side);
                }
            }
        }
    }

    private static void SplitMaxout(FusionGraph graph, FusionStep maxout, int channels)
    {
        if (ConcatFor(maxout, 0) is not { } concat || concat.Inputs.Any(i => i.Shape.Channels != channels) || concat.Inputs.Skip(1).Any(i => !TakesJoin(i)))
        {
            return;
        }

        var max = new ElementwiseOperation(JoinKind.Max);
        Value largest = concat.Inputs[0];
        for (int i = 1; i < concat.Inputs.Count; i++)
        {
            bool isLast = i == concat.Inputs.Count - 1;
            largest = Join(graph, maxout, max, largest, concat.Inputs[i], isLast ? maxout.Output : new Value(maxout.Node, maxout.Output.Shape, null));
            largest.Producer!.Activation = isLast ? maxout.Activation : null;
        }

        graph.Remove(maxout);
        graph.Remove(concat);
    }

    private static void SplitSum(FusionGraph graph, FusionStep sum, int side)
    {
        Value other = sum.Inputs[1 - side];
        if (ConcatFor(sum, side) is not { } concat || other.Shape != sum.Output.Shape || other.RuntimeWidth is not null
            || !concat.Inputs.All(i => TakesJoin(i) && (sum.Activation is null || i.Producer!.Activation is null)))
        {
            return;
        }

        int[] starts = concat.Inputs.Select((_, i) => concat.Inputs.Take(i).Sum(part => part.Shape.Channels)).ToArray();
        var parts = new List<Value>();
        foreach (Value part in concat.Inputs)
        {
            var slice = new FusionStep(new SliceOperation(starts[parts.Count], part.Shape.Channels), sum.Node, new Value(sum.Node, part.Shape, null));
            slice.AddInput(other);
            graph.Steps.Insert(graph.Steps.IndexOf(sum), slice);
            parts.Add(Join(graph, sum, sum.Operation, part, slice.Output, new Value(sum.Node, part.Shape, null)));
            parts[parts.Count - 1].Producer!.Activation = sum.Activation;
        }

        var joined = new FusionStep(new ConcatOperation(), concat.Node, sum.Output);
        parts.ForEach(joined.AddInput);
        graph.Steps.Insert(graph.Steps.IndexOf(sum), joined);
        graph.Remove(sum);
        graph.Remove(concat);
    }

    // The concat that a step alone reads on one side.
    private static FusionStep? ConcatFor(FusionStep step, int side) =>
        step.Inputs[side] is { Producer: { Operation: ConcatOperation } concat, RuntimeWidth: null } value && value.SoleReader == step
        && concat.Inputs.Distinct().Count() == concat.Inputs.Count ? concat : null;

    private static bool TakesJoin(Value part) =>
        part is { Producer: { Operation: Conv2dOperation, Residual: null, Squeeze: null }, RuntimeWidth: null, SoleReader: not null };

    private static Value Join(FusionGraph graph, FusionStep before, Operation operation, Value a, Value b, Value output)
    {
        var join = new FusionStep(operation, before.Node, output);
        join.AddInput(a);
        join.AddInput(b);
        graph.Steps.Insert(graph.Steps.IndexOf(before), join);
        return output;
    }
}
