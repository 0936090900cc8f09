using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>The view of every value, and what each step can do with one.</summary>
internal sealed class Views
{
    private const int MostSources = 8;

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

    /// <summary>Whether a step reads this value from one place or not at all.</summary>
    public bool NeedsOnePlace(FusionStep step, Value value)
    {
        if (value == step.Residual || value == step.Gate)
        {
            return true;
        }

        return step.Operation switch
        {
            Conv2dOperation { Groups: 1 } or Conv2dOperation { IsDepthwise: true } => step.Gate is not null,
            Conv2dOperation or MaxoutOperation => this[value].Pieces.Count > MostSources,
            BatchNormOperation or ActivationOperation or CopyOperation => false,
            _ => true,
        };
    }
}
