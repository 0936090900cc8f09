using ArchDsl.Compiler.Fusion.Placement;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>Where a reader needs channels in one place, or in slots they are not in, a copy brings them there.</summary>
internal static class GatherScattered
{
    public static void Run(FusionGraph graph)
    {
        // A copy changes the slots of what is computed from it, so look again until all fits.
        while (true)
        {
            var views = new Views(graph);
            var layouts = new Layouts(graph, views);
            IReadOnlyList<(FusionStep Step, Value Value)> reads = layouts.Misfits.Count > 0
                ? [layouts.Misfits[0]]
                : Placer.FindScattered(graph, views, layouts);
            if (reads.Count == 0)
            {
                return;
            }

            foreach ((FusionStep step, Value value) in reads)
            {
                Copy(graph, step, value);
            }
        }
    }

    private static void Copy(FusionGraph graph, FusionStep reader, Value value)
    {
        var copy = new FusionStep(new CopyOperation(), value.Node, new Value(value.Node, value.Shape, value.RuntimeWidth));
        copy.AddInput(value);
        graph.Steps.Insert(graph.Steps.IndexOf(reader), copy);
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
    }
}
