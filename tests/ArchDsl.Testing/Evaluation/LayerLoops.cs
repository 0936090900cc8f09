using ArchDsl.Compiler.Graph;

namespace ArchDsl.Testing.Evaluation;

/// <summary>What each layer means, in doubles and by the plainest loops.</summary>
internal static class LayerLoops
{
    public static double[] Convolve(Conv2dOperation conv, Shape from, Shape to, double[] source, float[] weight, float[]? bias)
    {
        var result = new double[to.Elements];
        int groupInputs = conv.InChannels / conv.Groups;
        int groupFilters = to.Channels / conv.Groups;
        for (int i = 0; i < result.Length; i++)
        {
            int filter = i / (to.Height * to.Width);
            int y = i / to.Width % to.Height;
            int x = i % to.Width;
            double sum = bias is null ? 0 : bias[filter];
            for (int c = 0; c < groupInputs; c++)
            {
                int channel = (filter / groupFilters * groupInputs) + c;
                for (int ky = 0; ky < conv.Kernel.Height; ky++)
                {
                    for (int kx = 0; kx < conv.Kernel.Width; kx++)
                    {
                        int inY = (y * conv.Stride.Height) - conv.Padding.Height + (ky * conv.Dilation.Height);
                        int inX = (x * conv.Stride.Width) - conv.Padding.Width + (kx * conv.Dilation.Width);
                        if (inY >= 0 && inY < from.Height && inX >= 0 && inX < from.Width)
                        {
                            double w = weight[(((((filter * groupInputs) + c) * conv.Kernel.Height) + ky) * conv.Kernel.Width) + kx];
                            sum += w * source[(((channel * from.Height) + inY) * from.Width) + inX];
                        }
                    }
                }
            }

            result[i] = sum;
        }

        return result;
    }

    public static double[] Linear(LinearOperation linear, double[] source, float[] weight, float[]? bias)
    {
        var result = new double[weight.Length / linear.InFeatures];
        for (int o = 0; o < result.Length; o++)
        {
            double sum = bias is null ? 0 : bias[o];
            for (int i = 0; i < linear.InFeatures; i++)
            {
                sum += weight[(o * linear.InFeatures) + i] * source[i];
            }

            result[o] = sum;
        }

        return result;
    }

    public static double[] BatchNorm(BatchNormOperation norm, Shape shape, double[] source, float[] scale, float[] shift, float[] mean, float[] variance) =>
        source.Select((x, i) =>
        {
            int c = i / (shape.Height * shape.Width);
            return ((x - mean[c]) / Math.Sqrt(variance[c] + norm.Epsilon) * scale[c]) + shift[c];
        }).ToArray();

    public static double[] GroupNorm(GroupNormOperation norm, Shape shape, double[] source, float[] scale, float[] shift)
    {
        int plane = shape.Height * shape.Width;
        int size = shape.Channels / norm.Groups * plane;
        double[][] groups = source.Chunk(size).ToArray();
        double[] means = groups.Select(g => g.Average()).ToArray();
        double[] deviations = groups.Select((g, k) => Math.Sqrt(g.Average(x => (x - means[k]) * (x - means[k])) + norm.Epsilon)).ToArray();
        return source.Select((x, i) => ((x - means[i / size]) / deviations[i / size] * scale[i / plane]) + shift[i / plane]).ToArray();
    }

    public static double[] ChannelConvolve(ChannelConvOperation taps, double[] source, float[] weight)
    {
        var result = new double[source.Length];
        for (int c = 0; c < source.Length; c++)
        {
            for (int k = 0; k < taps.Kernel; k++)
            {
                int at = c + k - (taps.Kernel / 2);
                result[c] += at >= 0 && at < source.Length ? weight[k] * source[at] : 0;
            }
        }

        return result;
    }

    public static double[] Pool(PoolOperation pool, Shape from, Shape to, double[] source)
    {
        var result = new double[to.Elements];
        for (int i = 0; i < result.Length; i++)
        {
            int c = i / (to.Height * to.Width);
            int top = (i / to.Width % to.Height * pool.Stride.Height) - pool.Padding.Height;
            int left = (i % to.Width * pool.Stride.Width) - pool.Padding.Width;
            int padded = (Math.Min(top + pool.Kernel.Height, from.Height + pool.Padding.Height) - top)
                * (Math.Min(left + pool.Kernel.Width, from.Width + pool.Padding.Width) - left);
            var values = new List<double>();
            for (int y = Math.Max(top, 0); y < Math.Min(top + pool.Kernel.Height, from.Height); y++)
            {
                for (int x = Math.Max(left, 0); x < Math.Min(left + pool.Kernel.Width, from.Width); x++)
                {
                    values.Add(source[(((c * from.Height) + y) * from.Width) + x]);
                }
            }

            result[i] = pool.Kind == PoolKind.Max ? values.Max() : values.Sum() / (pool.CountPadding ? padded : values.Count);
        }

        return result;
    }

    public static double Activate(Activation activation, double x) => activation.Kind switch
    {
        ActivationKind.Relu => Math.Max(x, 0),
        ActivationKind.Relu6 => Math.Min(Math.Max(x, 0), 6),
        ActivationKind.Leaky => x > 0 ? x : activation.Alpha * x,
        ActivationKind.Silu => x / (1 + Math.Exp(-x)),
        ActivationKind.Mish => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        ActivationKind.HardSwish => x * Math.Min(Math.Max(x + 3, 0), 6) / 6,
        ActivationKind.HardSigmoid => Math.Min(Math.Max(x + 3, 0), 6) / 6,
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationKind.Gelu => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.Elu => x > 0 ? x : activation.Alpha * (Math.Exp(x) - 1),
        _ => throw new NotSupportedException($"the evaluator does not know {activation.Kind}"),
    };

    // The series 2/√π · Σ (-1)^n x^(2n+1) / (n! (2n+1)), which converges everywhere; beyond 5 the result is 1 to double precision.
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 5)
        {
            return Math.Sign(x);
        }

        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 && n < 300; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
