using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>
/// Where a reader needs channels in slots they are not in, or side by side where they are not, it gathers them itself if it
/// can. Else what gathered them writes them in order; where nothing did, a copy brings them together.
/// </summary>
internal static class GatherScattered
{
    public static void Run(FusionGraph graph)
    {
        // Each change decides the slots of what is computed from it, so look again until all fits.
        while (true)
        {
            var views = new Views(graph);
            var layouts = new Layouts(graph, views);
            IReadOnlyList<(FusionStep Step, Value Value)> reads = layouts.Misfits.Count > 0
                ? layouts.Misfits
                : Placer.FindScattered(graph, views, layouts);
            if (reads.Count == 0)
            {
                return;
            }

            if (!Gather(reads) && !Order(layouts.Misfits, views, layouts))
            {
                Copy(graph, reads);
            }
        }
    }

    // Whether any step was told to gather.
    private static bool Gather(IReadOnlyList<(FusionStep Step, Value Value)> reads)
    {
        bool any = false;
        foreach ((FusionStep step, Value value) in reads)
        {
            bool residual = Readings.CanGatherResidual(step, value);
            bool input = !residual && Readings.CanGather(step, value);
            step.GathersResidual |= residual;
            step.Gathers |= input;
            any |= residual || input;
        }

        return any;
    }

    // Whether any step was told to write in order.
    private static bool Order(IReadOnlyList<(FusionStep Step, Value Value)> misfits, Views views, Layouts layouts)
    {
        bool any = false;
        var seen = new HashSet<Value>();
        var open = new Stack<Value>(misfits.Select(m => m.Value));
        while (open.Count > 0)
        {
            foreach (Value value in views[open.Pop()].Values)
            {
                if (!seen.Add(value) || value.Producer is not { } step || layouts[value].Slots is null)
                {
                    continue;
                }

                bool gathers = step.Gathers || (step.Operation is BatchNormOperation or ActivationOperation && views[step.Inputs[0]].Whole is null);
                if (gathers && !step.InOrder)
                {
                    step.InOrder = true;
                    any = true;
                    continue;
                }

                foreach (Value read in step.Reads)
                {
                    open.Push(read);
                }
            }
        }

        return any;
    }

    private static void Copy(FusionGraph graph, IReadOnlyList<(FusionStep Step, Value Value)> reads)
    {
        Dictionary<FusionStep, Value[]> copied = reads.GroupBy(r => r.Step).ToDictionary(g => g.Key, g => g.Select(r => r.Value).Distinct().ToArray());
        FusionStep[] steps = graph.Steps.ToArray();
        graph.Steps.Clear();
        foreach (FusionStep step in steps)
        {
            if (copied.TryGetValue(step, out Value[]? values))
            {
                graph.Steps.AddRange(values.Select(value => CopyFor(step, value)));
            }

            graph.Steps.Add(step);
        }
    }

    private static FusionStep CopyFor(FusionStep reader, Value value)
    {
        var copy = new FusionStep(new CopyOperation(), value.Node, new Value(value.Node, value.Shape, value.RuntimeWidth));
        copy.AddInput(value);
        for (int i = 0; i < reader.Inputs.Count; i++)
        {
            if (reader.Inputs[i] == value)
            {
                reader.SetInput(i, copy.Output);
            }
        }

        if (reader.Residual == value)
        {
            reader.ReplaceResidual(copy.Output);
        }

        if (reader.Gate == value)
        {
            reader.ReplaceGate(copy.Output);
        }

        return copy;
    }
}
