namespace ArchDsl.Runtime.Kernels;

/// <summary>The pointwise functions a kernel can apply as it writes its result.</summary>
public enum ActivationKind
{
    /// <summary>x.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>x where positive, else slope * x.</summary>
    Leaky,

    /// <summary>x * sigmoid(x).</summary>
    Silu,

    /// <summary>x * tanh(ln(1 + e^x)).</summary>
    Mish,

    /// <summary>x * relu6(x + 3) / 6.</summary>
    HardSwish,

    /// <summary>relu6(x + 3) / 6.</summary>
    HardSigmoid,

    /// <summary>1 / (1 + e^-x).</summary>
    Sigmoid,

    /// <summary>x * (1 + erf(x / sqrt 2)) / 2.</summary>
    Gelu,

    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>x where positive, else slope * (e^x - 1).</summary>
    Elu,
}

/// <summary>An activation with its parameter.</summary>
/// <param name="Kind">The function.</param>
/// <param name="Slope">Leaky's slope below zero, or Elu's alpha; unused by the others.</param>
public readonly record struct Activation(ActivationKind Kind, float Slope = 0f)
{
    /// <summary>The identity.</summary>
    public static Activation None => default;

    /// <summary>max(x, 0).</summary>
    public static Activation Relu => new(ActivationKind.Relu);

    /// <summary>min(max(x, 0), 6).</summary>
    public static Activation Relu6 => new(ActivationKind.Relu6);

    /// <summary>x * sigmoid(x).</summary>
    public static Activation Silu => new(ActivationKind.Silu);

    /// <summary>x * tanh(ln(1 + e^x)).</summary>
    public static Activation Mish => new(ActivationKind.Mish);

    /// <summary>x * relu6(x + 3) / 6.</summary>
    public static Activation HardSwish => new(ActivationKind.HardSwish);

    /// <summary>relu6(x + 3) / 6.</summary>
    public static Activation HardSigmoid => new(ActivationKind.HardSigmoid);

    /// <summary>1 / (1 + e^-x).</summary>
    public static Activation Sigmoid => new(ActivationKind.Sigmoid);

    /// <summary>x * (1 + erf(x / sqrt 2)) / 2.</summary>
    public static Activation Gelu => new(ActivationKind.Gelu);

    /// <summary>tanh(x).</summary>
    public static Activation Tanh => new(ActivationKind.Tanh);

    /// <summary>x where positive, else <paramref name="slope"/> * x.</summary>
    public static Activation Leaky(float slope) => new(ActivationKind.Leaky, slope);

    /// <summary>x where positive, else <paramref name="alpha"/> * (e^x - 1).</summary>
    public static Activation Elu(float alpha = 1f) => new(ActivationKind.Elu, alpha);
}
