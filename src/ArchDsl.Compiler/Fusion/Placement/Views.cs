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
            _views[step.Output] = step.Operation switch
            {
                ConcatOperation => ChannelView.Concat(step.Inputs.Select(i => _views[i])),
                SliceOperation slice => _views[step.Inputs[0]].Slice(slice.Start, slice.Count),
                ShuffleOperation shuffle => _views[step.Inputs[0]].Shuffle(shuffle.Groups),
                _ => ChannelView.Of(step.Output),
            };
            if (step.Squeeze is not null)
            {
                _views[step.Squeeze] = ChannelView.Of(step.Squeeze);
            }
        }
    }

    public ChannelView this[Value value] => _views[value];
}
