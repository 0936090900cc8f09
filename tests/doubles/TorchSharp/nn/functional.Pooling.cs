using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
            {
                var window = new Window(Pair(kernel_size, 1), Pair(strides ?? kernel_size, 1), Pair(padding, 0), Pair(dilation, 1));
                RequireHalfPadding(window);
                return Pool(input, window, ceil_mode, (map, y, x, source) =>
                {
                    double best = double.NegativeInfinity;
                    for (int ky = 0; ky < window.Kernel[0]; ky++)
                    {
                        for (int kx = 0; kx < window.Kernel[1]; kx++)
                        {
                            int row = y + (ky * window.Dilation[0]);
                            int column = x + (kx * window.Dilation[1]);
                            if (row >= 0 && row < source.Height && column >= 0 && column < source.Width)
                                best = Math.Max(best, map.Span[(row * source.Width) + column]);
                        }
                    }

                    return best;
                });
            }

            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null)
            {
                var window = new Window(Pair(kernel_size, 1), Pair(stride ?? kernel_size, 1), Pair(padding, 0), [1, 1]);
                RequireHalfPadding(window);
                return Pool(input, window, ceil_mode, (map, y, x, source) =>
                {
                    // A window that ceil mode lets hang over counts its padding but not what lies beyond it.
                    int bottom = Math.Min(y + window.Kernel[0], source.Height + window.Padding[0]);
                    int right = Math.Min(x + window.Kernel[1], source.Width + window.Padding[1]);
                    int padded = (bottom - y) * (right - x);
                    (int top, int left) = (Math.Max(y, 0), Math.Max(x, 0));
                    (bottom, right) = (Math.Min(bottom, source.Height), Math.Min(right, source.Width));
                    double sum = 0;
                    for (int row = top; row < bottom; row++)
                    {
                        for (int column = left; column < right; column++)
                            sum += map.Span[(row * source.Width) + column];
                    }

                    return sum / (divisor_override ?? (count_include_pad ? padded : (bottom - top) * (right - left)));
                });
            }

            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, [kernel_size], stride is null ? null : [stride.Value], [padding ?? 0], [dilation ?? 1], ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Both(kernel_size)!, Both(stride), Both(padding), Both(dilation), ceil_mode);

            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, [kernel_size], stride is null ? null : [stride.Value], [padding], ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Both(kernel_size)!, Both(stride), Both(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) =>
                AdaptivePool(input, Pair(output_size, 1), static values => values.Average());

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, [output_size]);

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) =>
                AdaptivePool(input, Pair(output_size, 1), static values => values.Max());

            private delegate double PoolAt(ReadOnlyMemory<double> map, int y, int x, (int Height, int Width) source);

            private static Tensor Pool(Tensor input, Window window, bool ceil, PoolAt at)
            {
                long[] shape = input.shape;
                (int Height, int Width) source = ((int)shape[^2], (int)shape[^1]);
                int outHeight = window.Extent(0, source.Height, ceil);
                int outWidth = window.Extent(1, source.Width, ceil);
                if (outHeight <= 0 || outWidth <= 0)
                    throw new ExternalException($"Given input size [{string.Join(", ", shape)}], the pooled output size is too small");
                double[] values = input.Read();
                int maps = values.Length / (source.Height * source.Width);
                var result = new double[maps * outHeight * outWidth];
                for (int map = 0; map < maps; map++)
                {
                    ReadOnlyMemory<double> plane = values.AsMemory(map * source.Height * source.Width, source.Height * source.Width);
                    for (int y = 0; y < outHeight; y++)
                    {
                        for (int x = 0; x < outWidth; x++)
                        {
                            result[(((map * outHeight) + y) * outWidth) + x] = at(
                                plane, (y * window.Stride[0]) - window.Padding[0], (x * window.Stride[1]) - window.Padding[1], source);
                        }
                    }
                }

                return Tensor.FromDoubles(result, [.. shape[..^2], outHeight, outWidth], input.dtype);
            }

            private static Tensor AdaptivePool(Tensor input, int[] size, Func<IEnumerable<double>, double> fold)
            {
                long[] shape = input.shape;
                int height = (int)shape[^2];
                int width = (int)shape[^1];
                double[] values = input.Read();
                int maps = values.Length / (height * width);
                var result = new double[maps * size[0] * size[1]];
                for (int i = 0; i < result.Length; i++)
                {
                    int x = i % size[1];
                    int y = i / size[1] % size[0];
                    int start = i / (size[0] * size[1]) * height * width;
                    (int top, int bottom) = (y * height / size[0], (((y + 1) * height) + size[0] - 1) / size[0]);
                    (int left, int right) = (x * width / size[1], (((x + 1) * width) + size[1] - 1) / size[1]);
                    result[i] = fold(
                        from row in Enumerable.Range(top, bottom - top)
                        from column in Enumerable.Range(left, right - left)
                        select values[start + (row * width) + column]);
                }

                return Tensor.FromDoubles(result, [.. shape[..^2], size[0], size[1]], input.dtype);
            }

            private static void RequireHalfPadding(Window window)
            {
                if (window.Padding[0] * 2 > window.Kernel[0] || window.Padding[1] * 2 > window.Kernel[1])
                    throw new ExternalException($"pad should be at most half of effective kernel size, but got pad=[{string.Join(", ", window.Padding)}] and kernel_size=[{string.Join(", ", window.Kernel)}]");
            }
        }
    }
}
