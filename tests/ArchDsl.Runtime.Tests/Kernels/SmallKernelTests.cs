using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

public sealed class SmallKernelTests
{
    public static TheoryData<SimdWidth, int> WidthsAndParts => Bench.WidthsAndParts;

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void LinearAgreesWithPlainLoops(SimdWidth width, int parts)
    {
        var random = new Random(1);
        foreach ((int inputs, int outputs) in new[] { (1, 1), (7, 3), (64, 10), (129, 37), (2048, 5) })
        {
            var bench = new Bench(parts);
            float[] x = Bench.Random(random, inputs);
            float[] weight = Bench.Random(random, inputs * outputs);
            float[]? bias = outputs % 2 == 0 ? null : Bench.Random(random, outputs);
            View source = bench.Place(x);
            View target = bench.Reserve(outputs);
            var linear = new Linear(inputs, outputs, new LayerWeights(weight, bias), Activation.Relu, width);
            bench.Run(linear, w => linear.Run(w, source, target));
            Bench.Close(Enumerable.Range(0, outputs).Select(o => Math.Max(0, (bias?[o] ?? 0) + Enumerable.Range(0, inputs).Sum(i => (double)weight[(o * inputs) + i] * x[i]))).ToArray(), target);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void PoolsCountPartialWindowsAsPyTorchDoes(SimdWidth width, int parts)
    {
        var random = new Random(2);
        PoolShape[] shapes =
        [
            new(3, 7, 9, 2, 2, 2, 2), new(5, 8, 8, 3, 3, 2, 2, Ceil: true), new(4, 9, 33, 3, 3, 2, 2, 1, 1), new(3, 7, 7, 3, 3, 2, 2, 1, 1, Ceil: true),
            new(2, 13, 13, 5, 5, 1, 1, 2, 2), new(2, 6, 6, 2, 2, 3, 3, 1, 1, Ceil: true), new(2, 5, 70, 1, 4, 1, 3, 0, 2), new(1, 4, 4, 4, 4, 4, 4),
        ];
        foreach (PoolShape shape in shapes)
        {
            foreach ((bool average, bool counted) in new[] { (false, false), (true, true), (true, false) })
            {
                var bench = new Bench(parts);
                float[] x = Bench.Random(random, shape.Channels * shape.Height * shape.Width);
                double[] expected = Reference.Pool(shape, x, average, counted);
                View source = bench.Place(x);
                View target = bench.Reserve(expected.Length);
                Pool pool = average ? Pool.Average(shape, counted, width) : Pool.Max(shape, width);
                bench.Run(pool, w => pool.Run(w, source, target));
                Bench.Close(expected, target);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void GlobalPoolsReduceWholePlanes(SimdWidth width, int parts)
    {
        var random = new Random(3);
        foreach (int plane in new[] { 1, 15, 16, 49, 100 })
        {
            foreach (bool max in new[] { false, true })
            {
                var bench = new Bench(parts);
                float[] x = Bench.Random(random, 5 * plane);
                View source = bench.Place(x);
                View target = bench.Reserve(5);
                var pool = new GlobalPool(5, plane, max, width);
                bench.Run(pool, w => pool.Run(w, source, target));
                Bench.Close(x.Chunk(plane).Select(p => max ? p.Max() : p.Average(v => (double)v)).ToArray(), target);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void CombineAddsMultipliesAndChooses(SimdWidth width, int parts)
    {
        var random = new Random(4);
        foreach (CombineKind kind in Enum.GetValues<CombineKind>())
        {
            foreach ((int plane, bool spread, bool residual) in new[] { (1, false, false), (37, false, true), (48, true, false), (21, true, true) })
            {
                var bench = new Bench(parts);
                float[] a = Bench.Random(random, 4 * plane);
                float[] b = Bench.Random(random, spread ? 4 : 4 * plane);
                float[] r = Bench.Random(random, 4 * plane);
                View first = bench.Place(a);
                View second = bench.Place(b);
                View third = residual ? bench.Place(r) : default;
                View target = bench.Reserve(a.Length);
                var combine = new Combine(kind, 4, plane, spread, Activation.Tanh, width);
                bench.Run(combine, w => combine.Run(w, first, second, target, third));
                Bench.Close(a.Select((x, i) =>
                {
                    double y = spread ? b[i / plane] : b[i];
                    double z = kind switch { CombineKind.Add => x + y, CombineKind.Multiply => x * y, _ => Math.Max(x, y) };
                    return Math.Tanh(residual ? z + r[i] : z);
                }).ToArray(), target);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void MaxoutTakesTheLargestOfEveryResidueClass(SimdWidth width, int parts)
    {
        var random = new Random(5);
        const int Plane = 35;
        var bench = new Bench(parts);
        float[] x = Bench.Random(random, 12 * Plane);
        Source[] sources = [new(bench.Place(x[..(5 * Plane)]), 5), new(bench.Place(x[(5 * Plane)..]), 7)];
        View target = bench.Reserve(4 * Plane);
        var maxout = new Maxout(12, 4, Plane, width: width);
        bench.Run(maxout, w => maxout.Run(w, sources, target));
        Bench.Close(Enumerable.Range(0, 4 * Plane).Select(i => (double)Math.Max(x[i], Math.Max(x[i + (4 * Plane)], x[i + (8 * Plane)]))).ToArray(), target);
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void GroupNormHasZeroMeanAndUnitVariance(SimdWidth width, int parts)
    {
        var random = new Random(6);
        foreach ((int groups, int plane) in new[] { (1, 20), (3, 49), (6, 5) })
        {
            var bench = new Bench(parts);
            float[] x = Bench.Random(random, 6 * plane).Select(v => v + 10).ToArray();
            float[] scale = Bench.Random(random, 6);
            float[] shift = Bench.Random(random, 6);
            View source = bench.Place(x);
            View target = bench.Reserve(x.Length);
            var norm = new GroupNorm(6, plane, groups, 1e-5, scale, shift, Activation.Relu, width);
            bench.Run(norm, w => norm.Run(w, source, target));
            Bench.Close(x.Select((v, i) =>
            {
                double[] group = x.Chunk(6 / groups * plane).ElementAt(i / (6 / groups * plane)).Select(g => (double)g).ToArray();
                double mean = group.Average();
                double variance = group.Average(g => (g - mean) * (g - mean));
                return Math.Max(0, ((v - mean) / Math.Sqrt(variance + 1e-5) * scale[i / plane]) + shift[i / plane]);
            }).ToArray(), target, 1e-4);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void RearrangementsMoveEveryPixelToItsPlace(int parts)
    {
        var random = new Random(7);
        float[] x = Bench.Random(random, 6 * 4 * 6);
        double[] Moved(Func<int, int, int, float> at, int channels, int height, int width) =>
            Enumerable.Range(0, channels * height * width).Select(i => (double)at(i / (height * width), i / width % height, i % width)).ToArray();
        float At(int c, int y, int column) => x[(((c * 4) + y) * 6) + column];
        (Rearrange Kernel, double[] Expected)[] cases =
        [
            (Rearrange.Resize(6, 4, 6, 8, 12), Moved((c, y, i) => At(c, y / 2, i / 2), 6, 8, 12)),
            (Rearrange.Resize(6, 4, 6, 7, 5), Moved((c, y, i) => At(c, y * 4 / 7, i * 6 / 5), 6, 7, 5)),
            (Rearrange.SpaceToDepth(6, 4, 6, 2), Moved((k, y, i) => At(k / 4, (2 * y) + (k / 2 % 2), (2 * i) + (k % 2)), 24, 2, 3)),
        ];
        foreach ((Rearrange kernel, double[] expected) in cases)
        {
            var bench = new Bench(parts);
            View source = bench.Place(x);
            View target = bench.Reserve(expected.Length);
            bench.Run(kernel, w => kernel.Run(w, source, target));
            Bench.Close(expected, target, 0);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void AffineGathersScalesAndPermutes(SimdWidth width, int parts)
    {
        var random = new Random(10);
        const int Plane = 21;
        foreach (bool copies in new[] { true, false })
        {
            float[] x = Bench.Random(random, 5 * Plane);
            ScaleShift? norm = copies ? null : new ScaleShift(Bench.Random(random, 5), Bench.Random(random, 5));
            int[] planes = [3, 0, 4, 1, 2];
            var bench = new Bench(parts);
            Source[] sources = [new(bench.Place(x[..(2 * Plane)]), 2), new(bench.Place(x[(2 * Plane)..]), 3)];
            View target = bench.Reserve(x.Length);
            var kernel = new Affine(5, Plane, copies ? Activation.None : Activation.Relu, norm, planes, width);
            bench.Run(kernel, w => kernel.Run(w, sources, target));
            double[] expected = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                int c = i / Plane;
                expected[(planes[c] * Plane) + (i % Plane)] = norm is null ? x[i] : Math.Max(0, ((double)x[i] * norm.Scale[c]) + norm.Shift[c]);
            }

            Bench.Close(expected, target);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void PartialAddTouchesTheFirstChannelsOnly(int parts)
    {
        var random = new Random(8);
        float[] body = Bench.Random(random, 5 * 3 * 4);
        float[] shortcut = Bench.Random(random, 3 * 6 * 8);
        var bench = new Bench(parts);
        View first = bench.Place(body);
        View second = bench.Place(shortcut);
        View target = bench.Reserve(body.Length);
        var kernel = new PartialAdd(5, 3, 4, 3, 6, 8, Activation.Relu);
        bench.Run(kernel, w => kernel.Run(w, first, second, target));
        Bench.Close(body.Select((v, i) =>
        {
            int c = i / 12;
            double plus = c < 3 ? shortcut[(((c * 6) + (i / 4 % 3 * 2)) * 8) + (i % 4 * 2)] : 0;
            return Math.Max(0, v + plus);
        }).ToArray(), target);
    }

    [Fact]
    public void ChannelConvolutionPadsWithZeros()
    {
        var random = new Random(9);
        float[] x = Bench.Random(random, 9);
        float[] taps = Bench.Random(random, 5);
        var bench = new Bench(2);
        View source = bench.Place(x);
        View target = bench.Reserve(9);
        var kernel = new ChannelConvolution(9, taps, Activation.Sigmoid);
        bench.Run(kernel, w => kernel.Run(w, source, target));
        Bench.Close(Enumerable.Range(0, 9).Select(c =>
            Reference.Activate(Activation.Sigmoid, Enumerable.Range(0, 5).Where(t => c + t - 2 is >= 0 and < 9).Sum(t => (double)taps[t] * x[c + t - 2]))).ToArray(), target);
    }
}
