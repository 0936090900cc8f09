namespace ArchDsl.Runtime.Kernels;

/// <summary>The values of a convolution or linear layer as a kernel takes them: norms folded in, orders applied.</summary>
/// <param name="Weight">Filters × (channels / groups) × kernel height × kernel width, or outputs × inputs.</param>
/// <param name="Bias">One a filter, or null.</param>
/// <param name="InputScale">With <paramref name="InputShift"/>: a norm on the input, one factor a channel; or null.</param>
/// <param name="InputShift">One addend a channel, or null.</param>
/// <param name="ResidualScale">One factor a filter for what is added to the result, or null.</param>
public sealed record LayerWeights(
    float[] Weight, float[]? Bias = null, float[]? InputScale = null, float[]? InputShift = null, float[]? ResidualScale = null)
{
    internal void Check(ConvolutionShape shape)
    {
        if (Weight.Length != shape.Filters * shape.Depth)
        {
            throw new ArgumentException($"weight holds {Weight.Length} values, {shape} needs {shape.Filters * shape.Depth}");
        }

        if (Bias is not null && Bias.Length != shape.Filters)
        {
            throw new ArgumentException($"bias holds {Bias.Length} values, {shape} needs {shape.Filters}");
        }

        if (ResidualScale is not null && ResidualScale.Length != shape.Filters)
        {
            throw new ArgumentException($"residual scale holds {ResidualScale.Length} values, {shape} needs {shape.Filters}");
        }

        if ((InputScale is null) != (InputShift is null) || (InputScale is not null && (InputScale.Length != shape.Channels || InputShift!.Length != shape.Channels)))
        {
            throw new ArgumentException($"input scale and shift must both hold {shape.Channels} values");
        }
    }
}
