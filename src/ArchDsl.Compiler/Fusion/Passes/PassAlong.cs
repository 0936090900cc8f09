using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>
/// A depthwise convolution that keeps the size and goes into a concat can write the whole concat: its own channels convolved,
/// the others passing through it as they are. What acts on the concat alone (a norm, an activation, a join) can then become
/// its epilogue. So ends CompConv: identity slices, convolutions at three levels and a cheap depthwise one, shuffled and normed.
/// </summary>
internal static class PassAlong
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep step in graph.Steps.ToArray())
        {
            if (KeepsSize(step) && step.Output.SoleReader is { Operation: ConcatOperation } concat && concat.Inputs.Count(i => i == step.Output) == 1)
            {
                Pass(graph, step, concat);
            }
        }
    }

    private static bool KeepsSize(FusionStep step) =>
        step is { Operation: Conv2dOperation { Stride: { Height: 1, Width: 1 } } convolution, Norm: null, Activation: null, Filters: null }
        && Readings.IsLanewise(convolution)
        && Keeps(convolution.Kernel.Height, convolution.Padding.Height, convolution.Dilation.Height)
        && Keeps(convolution.Kernel.Width, convolution.Padding.Width, convolution.Dilation.Width);

    private static bool Keeps(int kernel, int padding, int dilation) => kernel % 2 == 1 && padding == kernel / 2 * dilation;

    private static void Pass(FusionGraph graph, FusionStep step, FusionStep concat)
    {
        Value all = concat.Output;
        while (all.SoleReader is { Operation: ConcatOperation or ShuffleOperation } view)
        {
            all = view.Output;
        }

        if (all.RuntimeWidth is not null || all.SoleReader is not { Operation: BatchNormOperation or ActivationOperation or ElementwiseOperation } reader)
        {
            return;
        }

        step.Filters = View(all).Pieces.SelectMany(p => Enumerable.Range(p.Start, p.Count).Select(channel => p.Value == step.Output ? channel : -1)).ToArray();
        step.Gathers = true;
        concat.SetInput(concat.Inputs.IndexOf(step.Output), step.Inputs[0]);
        step.SetOutput(new Value(all.Node, all.Shape, null));
        graph.Redirect(all, step.Output, [reader]);
        step.SetInput(0, all);
        graph.MoveBefore(step, reader);
    }

    private static ChannelView View(Value value) => value.Producer is { IsView: true } view ? Views.Of(view, View) : ChannelView.Of(value);
}
