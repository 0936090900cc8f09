using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>The view of every value.</summary>
internal sealed class Views
{
    private readonly Dictionary<Value, ChannelView> _views = [];

    public Views(FusionGraph graph)
    {
        foreach (Value input in graph.Inputs)
        {
            _views[input] = ChannelView.Of(input);
        }

        foreach (FusionStep step in graph.Steps)
        {
            _views[step.Output] = Of(step, input => _views[input]);
            if (step.Squeeze is not null)
            {
                _views[step.Squeeze] = ChannelView.Of(step.Squeeze);
            }
        }
    }

    public ChannelView this[Value value] => _views[value];

    /// <summary>The view of what a step makes, from those of its inputs.</summary>
    public static ChannelView Of(FusionStep step, Func<Value, ChannelView> inputs) => step.Operation switch
    {
        ConcatOperation => ChannelView.Concat(step.Inputs.Select(inputs)),
        SliceOperation slice => inputs(step.Inputs[0]).Slice(slice.Start, slice.Count),
        ShuffleOperation shuffle => inputs(step.Inputs[0]).Shuffle(shuffle.Groups),
        _ => ChannelView.Of(step.Output),
    };
}
