namespace ArchDsl.Runtime.Gpu;

/// <summary>The functions of <see cref="GpuFunctions"/> on four channels.</summary>
public static class GpuActivations
{
    /// <summary>max(x, 0).</summary>
    public static Float4 Relu(Float4 x) => Float4.Of(GpuFunctions.Relu(x.X), GpuFunctions.Relu(x.Y), GpuFunctions.Relu(x.Z), GpuFunctions.Relu(x.W));

    /// <summary>min(max(x, 0), 6).</summary>
    public static Float4 Relu6(Float4 x) => Float4.Of(GpuFunctions.Relu6(x.X), GpuFunctions.Relu6(x.Y), GpuFunctions.Relu6(x.Z), GpuFunctions.Relu6(x.W));

    /// <summary>x, or <paramref name="slope"/> · x below 0.</summary>
    public static Float4 Leaky(Float4 x, float slope) =>
        Float4.Of(GpuFunctions.Leaky(x.X, slope), GpuFunctions.Leaky(x.Y, slope), GpuFunctions.Leaky(x.Z, slope), GpuFunctions.Leaky(x.W, slope));

    /// <summary>x · sigmoid(x).</summary>
    public static Float4 Silu(Float4 x) => Float4.Of(GpuFunctions.Silu(x.X), GpuFunctions.Silu(x.Y), GpuFunctions.Silu(x.Z), GpuFunctions.Silu(x.W));

    /// <summary>x · tanh(ln(1 + eˣ)).</summary>
    public static Float4 Mish(Float4 x) => Float4.Of(GpuFunctions.Mish(x.X), GpuFunctions.Mish(x.Y), GpuFunctions.Mish(x.Z), GpuFunctions.Mish(x.W));

    /// <summary>relu6(x + 3) / 6.</summary>
    public static Float4 HardSigmoid(Float4 x) =>
        Float4.Of(GpuFunctions.HardSigmoid(x.X), GpuFunctions.HardSigmoid(x.Y), GpuFunctions.HardSigmoid(x.Z), GpuFunctions.HardSigmoid(x.W));

    /// <summary>x · relu6(x + 3) / 6.</summary>
    public static Float4 HardSwish(Float4 x) =>
        Float4.Of(GpuFunctions.HardSwish(x.X), GpuFunctions.HardSwish(x.Y), GpuFunctions.HardSwish(x.Z), GpuFunctions.HardSwish(x.W));

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Float4 Sigmoid(Float4 x) =>
        Float4.Of(GpuFunctions.Sigmoid(x.X), GpuFunctions.Sigmoid(x.Y), GpuFunctions.Sigmoid(x.Z), GpuFunctions.Sigmoid(x.W));

    /// <summary>x · Φ(x).</summary>
    public static Float4 Gelu(Float4 x) => Float4.Of(GpuFunctions.Gelu(x.X), GpuFunctions.Gelu(x.Y), GpuFunctions.Gelu(x.Z), GpuFunctions.Gelu(x.W));

    /// <summary>The hyperbolic tangent.</summary>
    public static Float4 Tanh(Float4 x) => Float4.Of(GpuFunctions.Tanh(x.X), GpuFunctions.Tanh(x.Y), GpuFunctions.Tanh(x.Z), GpuFunctions.Tanh(x.W));

    /// <summary>x, or α(eˣ − 1) below 0.</summary>
    public static Float4 Elu(Float4 x, float alpha) =>
        Float4.Of(GpuFunctions.Elu(x.X, alpha), GpuFunctions.Elu(x.Y, alpha), GpuFunctions.Elu(x.Z, alpha), GpuFunctions.Elu(x.W, alpha));
}
