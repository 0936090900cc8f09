using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
            {
                long[] x = input.shape;
                long[] w = weight.shape;
                if (x.Length != 4 || x[1] != w[1] * groups || w[0] % groups != 0)
                    throw new ExternalException($"Given groups={groups}, weight of size [{string.Join(", ", w)}], expected input[{string.Join(", ", x)}] to have {w[1] * groups} channels, but got {(x.Length == 4 ? x[1] : 0)} channels instead");
                var window = new Window(Pair(w[2..], 1), Pair(strides, 1), Pair(padding, 0), Pair(dilation, 1));
                int outHeight = window.Extent(0, (int)x[2]);
                int outWidth = window.Extent(1, (int)x[3]);
                if (outHeight <= 0 || outWidth <= 0)
                    throw new ExternalException($"Calculated padded input size per channel is smaller than the kernel: [{x[2]} x {x[3]}] against [{w[2]} x {w[3]}]");
                double[] result = Convolve(
                    input.Read(), weight.Read(), bias?.Read(), window, (int)x[0], (int)x[1], (int)w[0], (int)groups,
                    ((int)x[2], (int)x[3]), (outHeight, outWidth));
                return Tensor.FromDoubles(result, [x[0], w[0], outHeight, outWidth], input.dtype);
            }

            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1)
            {
                using DisposeScope scope = NewDisposeScope();
                return conv2d(
                    input.unsqueeze(2), weight.unsqueeze(2), bias, [1, stride ?? 1], [0, padding ?? 0], [1, dilation ?? 1], groups)
                    .squeeze(2).MoveToOuterDisposeScope();
            }

            private static double[] Convolve(
                double[] x, double[] w, double[]? bias, Window window, int batch, int inChannels, int outChannels, int groups,
                (int Height, int Width) source, (int Height, int Width) target)
            {
                int groupIn = inChannels / groups;
                int groupOut = outChannels / groups;
                int area = target.Height * target.Width;
                var result = new double[batch * outChannels * area];
                for (int n = 0; n < batch; n++)
                {
                    for (int o = 0; o < outChannels; o++)
                    {
                        Span<double> plane = result.AsSpan(((n * outChannels) + o) * area, area);
                        plane.Fill(bias?[o] ?? 0);
                        for (int i = 0; i < groupIn; i++)
                        {
                            int channel = (o / groupOut * groupIn) + i;
                            ReadOnlySpan<double> from = x.AsSpan(
                                ((n * inChannels) + channel) * source.Height * source.Width, source.Height * source.Width);
                            ReadOnlySpan<double> kernel = w.AsSpan(((o * groupIn) + i) * window.Kernel[0] * window.Kernel[1]);
                            Accumulate(from, kernel, plane, window, source, target);
                        }
                    }
                }

                return result;
            }

            private static void Accumulate(
                ReadOnlySpan<double> from, ReadOnlySpan<double> kernel, Span<double> plane, Window window,
                (int Height, int Width) source, (int Height, int Width) target)
            {
                for (int ky = 0; ky < window.Kernel[0]; ky++)
                {
                    for (int kx = 0; kx < window.Kernel[1]; kx++)
                    {
                        double factor = kernel[(ky * window.Kernel[1]) + kx];
                        int shift = (kx * window.Dilation[1]) - window.Padding[1];
                        for (int y = 0; y < target.Height; y++)
                        {
                            int row = (y * window.Stride[0]) + (ky * window.Dilation[0]) - window.Padding[0];
                            if (row < 0 || row >= source.Height)
                                continue;
                            for (int column = 0; column < target.Width; column++)
                            {
                                int at = (column * window.Stride[1]) + shift;
                                if (at >= 0 && at < source.Width)
                                    plane[(y * target.Width) + column] += factor * from[(row * source.Width) + at];
                            }
                        }
                    }
                }
            }

            private static int[] Pair(long[]? values, int otherwise) => values switch
            {
                null or [] => [otherwise, otherwise],
                [long both] => [(int)both, (int)both],
                _ => [(int)values[0], (int)values[1]],
            };

            /// <summary>A sliding window over height and width.</summary>
            private sealed record Window(int[] Kernel, int[] Stride, int[] Padding, int[] Dilation)
            {
                /// <summary>How many positions fit; with <paramref name="ceil"/> the last may hang over the end but must
                /// start inside the map or its leading padding.</summary>
                public int Extent(int axis, int length, bool ceil = false)
                {
                    int span = length + (2 * Padding[axis]) - (Dilation[axis] * (Kernel[axis] - 1)) - 1;
                    int count = (int)Math.Floor((span + (ceil ? Stride[axis] - 1 : 0)) / (double)Stride[axis]) + 1;
                    return ceil && (count - 1) * Stride[axis] >= length + Padding[axis] ? count - 1 : count;
                }
            }
        }
    }
}
