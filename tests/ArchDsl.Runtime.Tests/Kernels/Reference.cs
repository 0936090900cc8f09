using ArchDsl.Runtime.Kernels;

namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>What the kernels should compute, in doubles and by the plainest loops.</summary>
internal static class Reference
{
    public static double Activate(Activation activation, double x) => activation.Kind switch
    {
        ActivationKind.None => x,
        ActivationKind.Relu => Math.Max(x, 0),
        ActivationKind.Relu6 => Math.Min(Math.Max(x, 0), 6),
        ActivationKind.Leaky => x > 0 ? x : activation.Slope * x,
        ActivationKind.Silu => x / (1 + Math.Exp(-x)),
        ActivationKind.Mish => x * Math.Tanh(LogOnePlus(Math.Exp(x))),
        ActivationKind.HardSwish => x * Math.Min(Math.Max(x + 3, 0), 6) / 6,
        ActivationKind.HardSigmoid => Math.Min(Math.Max(x + 3, 0), 6) / 6,
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationKind.Gelu => 0.5 * x * Erfc(-x / Math.Sqrt(2)),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.Elu => x > 0 ? x : activation.Slope * (Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    // ln(1 + y), also where 1 + y rounds to 1.
    private static double LogOnePlus(double y) => y > 1e-5 ? Math.Log(1 + y) : y - (y * y / 2) + (y * y * y / 3);

    /// <summary>The integral of the Gaussian tail by Simpson's rule, to about 1e-13.</summary>
    public static double Erfc(double x)
    {
        if (x < 0)
        {
            return 2 - Erfc(-x);
        }

        const int Steps = 4000;
        double width = 8.0 / Steps;
        double sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double t = x + (i * width);
            double weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;

            // The factor e^(-x^2) is taken out, so that the tail keeps its relative accuracy.
            sum += weight * Math.Exp((x * x) - (t * t));
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum * width / 3;
    }

    public static double[] Convolve(ConvolutionShape s, double[] source, float[] weight, float[]? bias)
    {
        var output = new double[s.Filters * s.OutHeight * s.OutWidth];
        for (int filter = 0; filter < s.Filters; filter++)
        {
            int group = filter / (s.Filters / s.Groups);
            for (int y = 0; y < s.OutHeight; y++)
            {
                for (int x = 0; x < s.OutWidth; x++)
                {
                    double sum = bias is null ? 0 : bias[filter];
                    for (int c = 0; c < s.Channels / s.Groups; c++)
                    {
                        for (int ky = 0; ky < s.KernelHeight; ky++)
                        {
                            for (int kx = 0; kx < s.KernelWidth; kx++)
                            {
                                int inY = (y * s.StrideY) - s.PadY + (ky * s.DilationY);
                                int inX = (x * s.StrideX) - s.PadX + (kx * s.DilationX);
                                if (inY >= 0 && inY < s.Height && inX >= 0 && inX < s.Width)
                                {
                                    int channel = (group * (s.Channels / s.Groups)) + c;
                                    double w = weight[(((((filter * (s.Channels / s.Groups)) + c) * s.KernelHeight) + ky) * s.KernelWidth) + kx];
                                    sum += w * source[(((channel * s.Height) + inY) * s.Width) + inX];
                                }
                            }
                        }
                    }

                    output[(((filter * s.OutHeight) + y) * s.OutWidth) + x] = sum;
                }
            }
        }

        return output;
    }

    public static double[] Pool(PoolShape s, float[] source, bool average, bool countPadding)
    {
        var output = new double[s.Channels * s.OutHeight * s.OutWidth];
        for (int c = 0; c < s.Channels; c++)
        {
            for (int y = 0; y < s.OutHeight; y++)
            {
                for (int x = 0; x < s.OutWidth; x++)
                {
                    int top = (y * s.StrideY) - s.PadY;
                    int left = (x * s.StrideX) - s.PadX;
                    int bottom = Math.Min(top + s.KernelHeight, s.Height + s.PadY);
                    int right = Math.Min(left + s.KernelWidth, s.Width + s.PadX);
                    int padded = (bottom - top) * (right - left);
                    top = Math.Max(top, 0);
                    left = Math.Max(left, 0);
                    bottom = Math.Min(bottom, s.Height);
                    right = Math.Min(right, s.Width);
                    var values = new List<double>();
                    for (int i = top; i < bottom; i++)
                    {
                        for (int j = left; j < right; j++)
                        {
                            values.Add(source[(((c * s.Height) + i) * s.Width) + j]);
                        }
                    }

                    output[(((c * s.OutHeight) + y) * s.OutWidth) + x] =
                        average ? values.Sum() / (countPadding ? padded : values.Count) : values.Max();
                }
            }
        }

        return output;
    }
}
