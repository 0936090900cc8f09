namespace ArchDsl.Runtime.Gpu;

/// <summary>
/// What kernels compute beside sums of products, activations above all, in FP32. The exponential is computed here, so that every accelerator gives the
/// same numbers and no library of device functions is needed.
/// </summary>
public static class GpuFunctions
{
    /// <summary>Whether 0 ≤ <paramref name="index"/> &lt; <paramref name="count"/>, in one comparison. Here and not in generated code, for a project may check its casts.</summary>
    public static bool IsWithin(int index, int count) => (uint)index < (uint)count;

    /// <summary>max(x, 0).</summary>
    public static float Relu(float x) => MathF.Max(x, 0f);

    /// <summary>min(max(x, 0), 6).</summary>
    public static float Relu6(float x) => MathF.Min(MathF.Max(x, 0f), 6f);

    /// <summary>x, or <paramref name="slope"/> · x below 0.</summary>
    public static float Leaky(float x, float slope) => x > 0f ? x : x * slope;

    /// <summary>x · sigmoid(x).</summary>
    public static float Silu(float x)
    {
        // Below -87 the result is nothing, but x itself could still be huge.
        float bounded = MathF.Max(x, -87f);
        return bounded / (1f + Exp(-bounded));
    }

    /// <summary>x · tanh(ln(1 + eˣ)), by (e² + 2e) / (e² + 2e + 2): no logarithm and no cancellation.</summary>
    public static float Mish(float x)
    {
        float e = Exp(MathF.Min(x, 20f));
        float n = e * (e + 2f);
        return MathF.Max(x, -87f) * (n / (n + 2f));
    }

    /// <summary>relu6(x + 3) / 6.</summary>
    public static float HardSigmoid(float x) => Relu6(x + 3f) * (1f / 6f);

    /// <summary>x · relu6(x + 3) / 6.</summary>
    public static float HardSwish(float x) => x * HardSigmoid(x);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static float Sigmoid(float x) => 1f / (1f + Exp(-MathF.Max(x, -87f)));

    /// <summary>The hyperbolic tangent: an odd polynomial near 0, where 1 − 2/(e²ˣ + 1) would cancel.</summary>
    public static float Tanh(float x)
    {
        float square = x * x;
        float near = x + (x * square * (-0.33333331f + (square * (0.13333264f + (square * (-0.05387971f + (square * 0.02035908f)))))));
        float far = 1f - (2f / (Exp(2f * MathF.Min(MathF.Max(x, -10f), 10f)) + 1f));
        return square < 0.16f ? near : far;
    }

    /// <summary>x, or α(eˣ − 1) below 0; near 0 by the series of eˣ − 1.</summary>
    public static float Elu(float x, float alpha)
    {
        float below = MathF.Min(x, 0f);
        float near = below * (1f + (below * (0.5f + (below * (0.16666667f + (below * (0.041666668f + (below * 0.008333334f))))))));
        return x > 0f ? x : alpha * (below > -0.25f ? near : Exp(below) - 1f);
    }

    /// <summary>x · Φ(x), the exact form: with erfc by the rational approximation of Numerical Recipes (error 1.2e-7).</summary>
    public static float Gelu(float x)
    {
        float z = MathF.Abs(x) * 0.70710678f;
        float t = 1f / (1f + (0.5f * z));
        float p = 0.17087277f;
        p = -0.82215223f + (t * p);
        p = 1.48851587f + (t * p);
        p = -1.13520398f + (t * p);
        p = 0.27886807f + (t * p);
        p = -0.18628806f + (t * p);
        p = 0.09678418f + (t * p);
        p = 0.37409196f + (t * p);
        p = 1.00002368f + (t * p);
        p = -1.26551223f + (t * p);
        float erfc = t * Exp((-z * z) + p);
        float tail = 0.5f * x * erfc;
        return x > 0f ? x - tail : tail;
    }

    /// <summary>eˣ, for −87 ≤ x ≤ 88; 2ⁿ by the bits of a float times a polynomial for the rest (error 1e-7).</summary>
    public static float Exp(float x)
    {
        float bounded = MathF.Min(MathF.Max(x, -87f), 88f);
        float scaled = bounded * 1.44269504f;
        int n = (int)(scaled + (scaled < 0f ? -0.5f : 0.5f));
        float rest = (bounded - (n * 0.693359375f)) + (n * 2.12194440e-4f);
        float p = 1.9875691500e-4f;
        p = (p * rest) + 1.3981999507e-3f;
        p = (p * rest) + 8.3334519073e-3f;
        p = (p * rest) + 4.1665795894e-2f;
        p = (p * rest) + 1.6666665459e-1f;
        p = (p * rest) + 5.0000001201e-1f;
        float power = BitConverter.Int32BitsToSingle((n + 127) << 23);
        return ((p * rest * rest) + rest + 1f) * power;
    }
}
