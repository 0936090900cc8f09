using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                bool training = false, double momentum = 0.1, double eps = 1e-5)
            {
                long[] shape = input.shape;
                int channels = (int)shape[1];
                int area = (int)Tensor.Count(shape.AsSpan(2));
                double[] x = input.Read();
                int samples = x.Length / channels;
                if (training && samples <= 1)
                    throw new ExternalException($"Expected more than 1 value per channel when training, got input size [{string.Join(", ", shape)}]");
                double[] means = running_mean?.Read() ?? new double[channels];
                double[] variances = running_var?.Read() ?? new double[channels];
                if (means.Length != channels)
                    throw new ExternalException($"running_mean should contain {channels} elements not {means.Length}");
                if (training)
                {
                    double[] oldMeans = means;
                    double[] oldVariances = variances;
                    (means, variances) = Moments(x, i => i / area % channels, channels);
                    running_mean?.Write(Blend(oldMeans, means, momentum, 1));
                    running_var?.Write(Blend(oldVariances, variances, momentum, samples / (samples - 1.0)));
                }

                return Normalised(input, x, i => i / area % channels, means, variances, weight, bias, area, eps);
            }

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
            {
                long[] shape = input.shape;
                if (shape[1] % num_groups != 0)
                    throw new ExternalException($"Expected number of channels in input to be divisible by num_groups, but got input of shape [{string.Join(", ", shape)}] and num_groups={num_groups}");
                double[] x = input.Read();
                int groups = (int)(shape[0] * num_groups);
                int size = x.Length / groups;
                var (means, variances) = Moments(x, i => i / size, groups);
                return Normalised(
                    input, x, i => i / size, means, variances, weight, bias, (int)Tensor.Count(shape.AsSpan(2)), eps);
            }

            /// <summary>Mean and biased variance of each set of elements.</summary>
            private static (double[] Means, double[] Variances) Moments(double[] x, Func<int, int> setOf, int sets)
            {
                double count = x.Length / (double)sets;
                var means = new double[sets];
                for (int i = 0; i < x.Length; i++)
                    means[setOf(i)] += x[i] / count;
                var variances = new double[sets];
                for (int i = 0; i < x.Length; i++)
                    variances[setOf(i)] += Math.Pow(x[i] - means[setOf(i)], 2) / count;
                return (means, variances);
            }

            private static double[] Blend(double[] old, double[] fresh, double momentum, double correction) =>
                [.. old.Zip(fresh, (before, now) => ((1 - momentum) * before) + (momentum * now * correction))];

            private static Tensor Normalised(
                Tensor input, double[] x, Func<int, int> setOf, double[] means, double[] variances,
                Tensor? weight, Tensor? bias, int area, double eps)
            {
                int channels = (int)input.shape[1];
                double[]? scale = weight?.Read();
                double[]? shift = bias?.Read();
                var result = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    int set = setOf(i);
                    int channel = i / area % channels;
                    double unit = (x[i] - means[set]) / Math.Sqrt(variances[set] + eps);
                    result[i] = (unit * (scale?[channel] ?? 1)) + (shift?[channel] ?? 0);
                }

                return Tensor.FromDoubles(result, input.shape, input.dtype);
            }
        }
    }
}
