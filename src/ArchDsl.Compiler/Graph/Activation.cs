using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>The pointwise functions.</summary>
public enum ActivationKind
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>x, or slope·x below 0.</summary>
    Leaky,

    /// <summary>x·sigmoid(x), also called swish.</summary>
    Silu,

    /// <summary>x·tanh(ln(1 + eˣ)).</summary>
    Mish,

    /// <summary>x·relu6(x + 3)/6.</summary>
    HardSwish,

    /// <summary>relu6(x + 3)/6.</summary>
    HardSigmoid,

    /// <summary>1/(1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>x·Φ(x), the exact form with erf.</summary>
    Gelu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x, or α(eˣ − 1) below 0.</summary>
    Elu,
}

/// <summary>A pointwise function with its parameter.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Alpha">The slope of <see cref="ActivationKind.Leaky"/>, the α of <see cref="ActivationKind.Elu"/>; 0 for the others.</param>
public sealed record Activation(ActivationKind Kind, double Alpha = 0);

/// <summary>How tensors are joined element by element or along the channels.</summary>
public enum JoinKind
{
    /// <summary>Channels one behind the other, in the order listed.</summary>
    Concat,

    /// <summary>The sum.</summary>
    Add,

    /// <summary>The product.</summary>
    Multiply,

    /// <summary>The larger.</summary>
    Max,
}

/// <summary>Average or maximum.</summary>
public enum PoolKind
{
    /// <summary>The mean.</summary>
    Average,

    /// <summary>The largest.</summary>
    Max,
}

/// <summary>What a weight tensor is to its layer.</summary>
public enum WeightRole
{
    /// <summary>The kernel of a convolution or the matrix of a linear layer.</summary>
    Weight,

    /// <summary>The bias of a convolution or linear layer.</summary>
    Bias,

    /// <summary>A norm's scale, γ.</summary>
    NormScale,

    /// <summary>A norm's shift, β.</summary>
    NormShift,

    /// <summary>A batch norm's running mean; a buffer.</summary>
    RunningMean,

    /// <summary>A batch norm's running variance; a buffer.</summary>
    RunningVariance,

    /// <summary>How many batches a batch norm has seen, an int64 scalar; a buffer that inference does not need.</summary>
    BatchCount,
}

/// <summary>One tensor of a layer's state.</summary>
/// <param name="Suffix">The last segment of its key: <c>weight</c>, <c>bias</c>, <c>running_mean</c>…</param>
/// <param name="Shape">Its dimensions in PyTorch's order; empty for a scalar.</param>
/// <param name="Role">What it is.</param>
public sealed record WeightTensor(string Suffix, EquatableArray<int> Shape, WeightRole Role)
{
    /// <summary>Whether it is state that is not learned.</summary>
    public bool IsBuffer => Role is WeightRole.RunningMean or WeightRole.RunningVariance or WeightRole.BatchCount;

    /// <summary>Whether it belongs to a norm.</summary>
    public bool IsNorm => Role is not (WeightRole.Weight or WeightRole.Bias);

    /// <summary>How many numbers it holds; 1 for a scalar.</summary>
    public long Elements => Shape.Aggregate(1L, (product, n) => product * n);
}
