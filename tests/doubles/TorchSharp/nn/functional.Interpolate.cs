namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false)
            {
                if ((size is null) == (scale_factor is null))
                    throw new ArgumentException("exactly one of size and scale_factor must be given");
                if (align_corners is not null && mode != InterpolationMode.Bilinear)
                    throw new ArgumentException("align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear");
                long[] shape = x.shape;
                (int Height, int Width) source = ((int)shape[2], (int)shape[3]);
                (int Height, int Width) target = size is null
                    ? ((int)Math.Floor(source.Height * scale_factor![0]), (int)Math.Floor(source.Width * scale_factor[^1]))
                    : ((int)size[0], (int)size[^1]);
                bool given = scale_factor is not null && !recompute_scale_factor;
                (double Y, double X) step = given
                    ? (1 / scale_factor![0], 1 / scale_factor[^1])
                    : ((double)source.Height / target.Height, (double)source.Width / target.Width);
                return mode switch
                {
                    InterpolationMode.Nearest => Resample(x, target, (map, oy, ox) => map[
                        (Math.Min((int)(oy * step.Y), source.Height - 1) * source.Width) + Math.Min((int)(ox * step.X), source.Width - 1)]),
                    InterpolationMode.Bilinear => Resample(x, target, (map, oy, ox) => Blend(
                        map, source,
                        SourceAt(oy, step.Y, source.Height, target.Height, align_corners ?? false),
                        SourceAt(ox, step.X, source.Width, target.Width, align_corners ?? false))),
                    _ => throw new NotSupportedException($"the TorchSharp double interpolates with nearest and bilinear, not with {mode}"),
                };
            }

            private delegate double SampleAt(ReadOnlySpan<double> map, int y, int x);

            private static double SourceAt(int position, double step, int source, int target, bool alignCorners) => alignCorners
                ? (target > 1 ? position * (source - 1.0) / (target - 1) : 0)
                : Math.Max((step * (position + 0.5)) - 0.5, 0);

            private static double Blend(ReadOnlySpan<double> map, (int Height, int Width) source, double y, double x)
            {
                (int y0, int x0) = (Math.Min((int)y, source.Height - 1), Math.Min((int)x, source.Width - 1));
                (int y1, int x1) = (Math.Min(y0 + 1, source.Height - 1), Math.Min(x0 + 1, source.Width - 1));
                (double fy, double fx) = (y - y0, x - x0);
                double top = (map[(y0 * source.Width) + x0] * (1 - fx)) + (map[(y0 * source.Width) + x1] * fx);
                double bottom = (map[(y1 * source.Width) + x0] * (1 - fx)) + (map[(y1 * source.Width) + x1] * fx);
                return (top * (1 - fy)) + (bottom * fy);
            }

            private static Tensor Resample(Tensor input, (int Height, int Width) target, SampleAt sample)
            {
                long[] shape = input.shape;
                double[] values = input.Read();
                int area = (int)(shape[2] * shape[3]);
                int maps = values.Length / area;
                var result = new double[maps * target.Height * target.Width];
                for (int map = 0; map < maps; map++)
                {
                    for (int y = 0; y < target.Height; y++)
                    {
                        for (int x = 0; x < target.Width; x++)
                        {
                            result[(((map * target.Height) + y) * target.Width) + x] =
                                sample(values.AsSpan(map * area, area), y, x);
                        }
                    }
                }

                return Tensor.FromDoubles(result, [shape[0], shape[1], target.Height, target.Width], input.dtype);
            }
        }
    }
}
