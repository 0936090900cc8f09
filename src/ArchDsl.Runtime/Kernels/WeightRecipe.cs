using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One factor and one addend a channel.</summary>
/// <param name="Scale">The factors.</param>
/// <param name="Shift">The addends.</param>
public sealed record ScaleShift(float[] Scale, float[] Shift);

/// <summary>How to make a batch norm's scale and shift from its four tensors.</summary>
/// <param name="Path">The module; its tensors are <c>path.weight</c>, <c>.bias</c>, <c>.running_mean</c>, <c>.running_var</c>.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Order">Which channel comes at each place, -1 for a pad; null for their own order.</param>
public sealed record NormRecipe(string Path, double Epsilon = 1e-5, int[]? Order = null)
{
    /// <summary>Scale = γ / √(σ² + ε), shift = β − μ · scale, computed in doubles; both 0 at a pad.</summary>
    /// <param name="weights">The network's weights.</param>
    /// <exception cref="MissingKeyException">A tensor is not among the weights.</exception>
    public ScaleShift From(ModelWeights weights)
    {
        (double[] scale, double[] shift) = InDoubles(weights);
        var floats = new ScaleShift(new float[Order?.Length ?? scale.Length], new float[Order?.Length ?? scale.Length]);
        for (int place = 0; place < floats.Scale.Length; place++)
        {
            int channel = Order is null ? place : Order[place];
            if (channel >= 0)
            {
                floats.Scale[place] = (float)scale[channel];
                floats.Shift[place] = (float)shift[channel];
            }
        }

        return floats;
    }

    internal (double[] Scale, double[] Shift) InDoubles(ModelWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ReadOnlySpan<float> gamma = weights[Path + ".weight"];
        ReadOnlySpan<float> beta = weights[Path + ".bias"];
        ReadOnlySpan<float> mean = weights[Path + ".running_mean"];
        ReadOnlySpan<float> variance = weights[Path + ".running_var"];
        var scale = new double[gamma.Length];
        var shift = new double[gamma.Length];
        for (int c = 0; c < scale.Length; c++)
        {
            scale[c] = gamma[c] / Math.Sqrt(variance[c] + Epsilon);
            shift[c] = beta[c] - (mean[c] * scale[c]);
        }

        return (scale, shift);
    }
}

/// <summary>How to make a convolution's or linear layer's values from the weights that are loaded.</summary>
/// <param name="Path">The module; its tensors are <c>path.weight</c> and <c>path.bias</c>.</param>
public sealed record WeightRecipe(string Path)
{
    /// <summary>Whether there is a bias.</summary>
    public bool Bias { get; init; }

    /// <summary>A batch norm on the result, folded into weight and bias.</summary>
    public NormRecipe? Norm { get; init; }

    /// <summary>A batch norm on the input, in the order in which the input is read.</summary>
    public NormRecipe? InputNorm { get; init; }

    /// <summary>Which input channel comes at each place of what is read, -1 for a pad (zero weights); null for their own order.</summary>
    public int[]? InputOrder { get; init; }

    /// <summary>Which filter comes at each place, -1 for a pad (zero weights and bias); null for their own order.</summary>
    public int[]? FilterOrder { get; init; }

    /// <summary>
    /// Of a convolution with one filter a channel: which filter each channel has, -1 where the channel passes as it is, but for the
    /// <see cref="Norm"/>. Norm and <see cref="FilterOrder"/> then speak of channels. Null for each its own.
    /// </summary>
    public int[]? Filters { get; init; }

    /// <summary>Whether <see cref="Norm"/> acts on the result and a residual together, so that its factors are the residual's too.</summary>
    public bool ScalesResidual { get; init; }

    private bool KeepsOrder => FilterOrder is null && InputOrder is null && Filters is null;

    /// <summary>
    /// Makes the values for a number of filters. The weight leaves <paramref name="weights"/>; where it keeps the order it
    /// is stored in, it is read while a kernel packs it.
    /// </summary>
    /// <param name="weights">The network's weights.</param>
    /// <param name="filters">Filters, or outputs of a linear layer; with a <see cref="FilterOrder"/> its places, pads among them.</param>
    /// <exception cref="MissingKeyException">A tensor is not among the weights, or the weight was taken before.</exception>
    public LayerWeights From(ModelWeights weights, int filters)
    {
        ArgumentNullException.ThrowIfNull(weights);
        TensorValues stored = weights.Take(Path + ".weight");
        ReadOnlySpan<float> added = Bias ? weights[Path + ".bias"] : default;
        (double[]? scale, double[]? shift) = Norm is null ? (null, null) : Norm.InDoubles(weights);
        float[]? bias = Bias || Norm is not null ? new float[filters] : null;
        float[]? residual = ScalesResidual ? new float[filters] : null;
        for (int place = 0; place < filters; place++)
        {
            (int channel, int filter) = At(place);
            if (channel < 0)
            {
                continue;
            }

            double factor = scale is null ? 1 : scale[channel];
            if (bias is not null)
            {
                bias[place] = (float)(((Bias && filter >= 0 ? added[filter] : 0) * factor) + (shift is null ? 0 : shift[channel]));
            }

            if (residual is not null)
            {
                residual[place] = (float)factor;
            }
        }

        TensorValues weight = !KeepsOrder ? new LoadedValues(Ordered(stored.ToArray(), filters, scale))
            : scale is null ? stored : new ScaledFilters(stored, scale);
        ScaleShift? input = InputNorm?.From(weights);
        return new LayerWeights(weight, bias, input?.Scale, input?.Shift, residual);
    }

    /// <summary>How many of the ordered things there are: every one comes at some place.</summary>
    private static int Used(int[] order) => order.Max() + 1;

    /// <summary>The channel at a place, -1 for a pad, and its filter, -1 where it passes.</summary>
    private (int Channel, int Filter) At(int place)
    {
        int channel = FilterOrder is null ? place : FilterOrder[place];
        return (channel, Filters is null || channel < 0 ? channel : Filters[channel]);
    }

    private float[] Ordered(ReadOnlySpan<float> source, int filters, double[]? scale)
    {
        int depth = source.Length / (Filters is not null ? Used(Filters) : FilterOrder is not null ? Used(FilterOrder) : filters);
        int area = InputOrder is null ? depth : depth / Used(InputOrder);
        int placed = (InputOrder?.Length ?? 1) * area;
        var weight = new float[filters * placed];
        for (int place = 0; place < filters; place++)
        {
            (int channel, int filter) = At(place);
            if (channel < 0)
            {
                continue;
            }

            Span<float> taps = weight.AsSpan(place * placed, placed);
            if (filter < 0)
            {
                taps[area / 2] = 1f;
            }
            else
            {
                Copy(source.Slice(filter * depth, depth), taps, area);
            }

            if (scale is not null)
            {
                ScaledFilters.Scale(taps, (float)scale[channel]);
            }
        }

        return weight;
    }

    private void Copy(ReadOnlySpan<float> from, Span<float> to, int area)
    {
        for (int c = 0; c * area < to.Length; c++)
        {
            int channel = InputOrder is null ? c : InputOrder[c];
            if (channel >= 0)
            {
                from.Slice(channel * area, area).CopyTo(to[(c * area)..]);
            }
        }
    }
}
