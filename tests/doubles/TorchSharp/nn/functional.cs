namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? x.relu6_().alias() : x.relu6();

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? input.leaky_relu_(negative_slope).alias() : input.leaky_relu(negative_slope);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => inplace ? x.elu_(alpha).alias() : x.elu(alpha);

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : x.silu();

            public static Tensor mish(Tensor x, bool inplace = false) =>
                inplace ? x.MapInPlace(Activations.Mish).alias() : x.Map(Activations.Mish);

            public static Tensor hardswish(Tensor input, bool inplace = false) => inplace ? input.hardswish_().alias() : input.hardswish();

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? input.hardsigmoid_().alias() : input.hardsigmoid();

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_().alias() : x.sigmoid();

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_().alias() : x.tanh();

            public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_().alias() : x.gelu();

            public static Tensor gelu(Tensor x) => x.gelu();

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (p is < 0 or > 1)
                    throw new ArgumentException($"dropout probability has to be between 0 and 1, but got {p}");
                if (!training || p == 0)
                    return input.alias();
                double Drop(double x) => NextUniform() < p ? 0 : x / (1 - p);
                return inplace ? input.MapInPlace(Drop).alias() : input.Map(Drop);
            }

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null)
            {
                long[] shape = input.shape;
                int features = (int)shape[^1];
                int width = (int)weights.shape[0];
                if (weights.shape[1] != features)
                    throw new System.Runtime.InteropServices.ExternalException(
                        $"mat1 and mat2 shapes cannot be multiplied ({Tensor.Count(shape) / features}x{features} and {weights.shape[1]}x{width})");
                double[] x = input.Read();
                double[] w = weights.Read();
                double[]? b = bias?.Read();
                var result = new double[x.Length / features * width];
                for (int row = 0; row < x.Length / features; row++)
                {
                    for (int o = 0; o < width; o++)
                    {
                        double sum = b?[o] ?? 0;
                        for (int i = 0; i < features; i++)
                            sum += x[(row * features) + i] * w[(o * features) + i];
                        result[(row * width) + o] = sum;
                    }
                }

                shape[^1] = width;
                return Tensor.FromDoubles(result, shape, input.dtype);
            }

            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor)
            {
                using DisposeScope scope = NewDisposeScope();
                long r = downscale_factor;
                long[] s = input.shape;
                return input.reshape(s[0], s[1], s[2] / r, r, s[3] / r, r).permute(0, 1, 3, 5, 2, 4)
                    .reshape(s[0], s[1] * r * r, s[2] / r, s[3] / r).MoveToOuterDisposeScope();
            }

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                if (mode != PaddingModes.Constant)
                    throw new NotSupportedException($"the TorchSharp double pads with a constant, not with {mode}");
                long[] shape = input.shape;
                for (int i = 0; i < pad.Length; i++)
                    shape[shape.Length - 1 - (i / 2)] += pad[i];
                Tensor result = full(shape, value, input.dtype);
                using DisposeScope scope = NewDisposeScope();
                Tensor inner = result.alias();
                for (int i = 0; i < pad.Length; i += 2)
                {
                    int axis = shape.Length - 1 - (i / 2);
                    inner = inner.narrow(axis, pad[i], input.shape[axis]);
                }

                inner.copy_(input);
                return result;
            }
        }
    }
}
