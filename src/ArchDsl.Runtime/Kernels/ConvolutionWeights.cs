namespace ArchDsl.Runtime.Kernels;

/// <summary>The values of a convolution, unpacked.</summary>
/// <param name="Weight">Filters × (channels / groups) × kernel height × kernel width.</param>
/// <param name="Bias">One a filter, or null.</param>
/// <param name="InputScale">With <paramref name="InputShift"/>: a norm on the input, one factor a channel; or null.</param>
/// <param name="InputShift">One addend a channel, or null.</param>
public sealed record ConvolutionWeights(float[] Weight, float[]? Bias = null, float[]? InputScale = null, float[]? InputShift = null)
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

        if ((InputScale is null) != (InputShift is null) || (InputScale is not null && (InputScale.Length != shape.Channels || InputShift!.Length != shape.Channels)))
        {
            throw new ArgumentException($"input scale and shift must both hold {shape.Channels} values");
        }
    }
}

/// <summary>What a convolution does beside convolving.</summary>
/// <param name="Activation">Applied to the result.</param>
/// <param name="ResidualLast">Whether a residual is added after the activation instead of before.</param>
/// <param name="InputActivation">Applied to the input after its scale and shift (pointwise only).</param>
/// <param name="Planes">The plane each output channel is written to, a permutation; null for the identity.</param>
/// <param name="Width">The vector width; by default the machine's best.</param>
public readonly record struct ConvolutionOptions(
    Activation Activation = default,
    bool ResidualLast = false,
    Activation InputActivation = default,
    int[]? Planes = null,
    Simd.SimdWidth Width = Simd.SimdWidth.Best)
{
    internal void Check(ConvolutionShape shape)
    {
        if (Planes is not null && !Planes.Order().SequenceEqual(Enumerable.Range(0, shape.Filters)))
        {
            throw new ArgumentException($"planes must be a permutation of the {shape.Filters} output channels");
        }
    }
}
