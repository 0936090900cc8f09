using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Kernels;

/// <summary>The values of a convolution or linear layer as a kernel takes them: norms folded in, orders applied.</summary>
public sealed class LayerWeights
{
    /// <summary>Takes values from memory.</summary>
    /// <param name="weight">Filters × (channels / groups) × kernel height × kernel width, or outputs × inputs.</param>
    /// <param name="bias">One a filter, or null.</param>
    /// <param name="inputScale">With <paramref name="inputShift"/>: a norm on the input, one factor a channel; or null.</param>
    /// <param name="inputShift">One addend a channel, or null.</param>
    /// <param name="residualScale">One factor a filter for what is added to the result, or null.</param>
    public LayerWeights(
        float[] weight, float[]? bias = null, float[]? inputScale = null, float[]? inputShift = null, float[]? residualScale = null)
        : this(new LoadedValues(weight), bias, inputScale, inputShift, residualScale)
    {
        ArgumentNullException.ThrowIfNull(weight);
    }

    internal LayerWeights(TensorValues filters, float[]? bias, float[]? inputScale, float[]? inputShift, float[]? residualScale)
    {
        Filters = filters;
        Bias = bias;
        InputScale = inputScale;
        InputShift = inputShift;
        ResidualScale = residualScale;
    }

    /// <summary>Filters × (channels / groups) × kernel height × kernel width, or outputs × inputs; read where they are stored each time.</summary>
    public float[] Weight => Filters.ToArray();

    /// <summary>One a filter, or null.</summary>
    public float[]? Bias { get; }

    /// <summary>With <see cref="InputShift"/>: a norm on the input, one factor a channel; or null.</summary>
    public float[]? InputScale { get; }

    /// <summary>One addend a channel, or null.</summary>
    public float[]? InputShift { get; }

    /// <summary>One factor a filter for what is added to the result, or null.</summary>
    public float[]? ResidualScale { get; }

    /// <summary><see cref="Weight"/>, to be read in pieces while it is packed.</summary>
    internal TensorValues Filters { get; }

    internal void Check(ConvolutionShape shape)
    {
        if (Filters.Length != shape.Filters * shape.Depth)
        {
            throw new ArgumentException($"weight holds {Filters.Length} values, {shape} needs {shape.Filters * shape.Depth}");
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
