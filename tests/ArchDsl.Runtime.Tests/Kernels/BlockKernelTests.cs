using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>Kernels that walk over blocks slot by slot, and those that reduce them.</summary>
public sealed unsafe class BlockKernelTests
{
    public static TheoryData<SimdWidth, int> WidthsAndParts => Bench.WidthsAndParts;

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void CombineAddsMultipliesAndChooses(SimdWidth width, int parts)
    {
        var random = new Random(4);
        foreach (CombineKind kind in Enum.GetValues<CombineKind>())
        {
            foreach ((int channels, int height, int columns) in Sizes.All)
            {
                foreach ((bool spread, bool residual, bool inPlace) in new[] { (false, false, false), (false, true, true), (true, false, true), (true, true, false) })
                {
                    int plane = height * columns;
                    var bench = new Bench(parts);
                    float[] a = Bench.Random(random, channels * plane);
                    float[] b = Bench.Random(random, spread ? channels : channels * plane);
                    float[] r = Bench.Random(random, channels * plane);
                    View first = bench.Place(Blocks.Block(a, plane));
                    View second = bench.Place(Blocks.Block(b, spread ? 1 : plane));
                    View third = residual ? bench.Place(Blocks.Block(r, plane)) : default;
                    View target = !inPlace ? bench.Reserve(ChannelBlock.Slots(channels) * plane) : residual ? third : first;
                    var combine = new Combine(kind, channels, plane, spread, Activation.Tanh, width);
                    bench.Run(combine, w => combine.Run(w, first, second, target, third));
                    double[] expected = a.Select((x, i) =>
                    {
                        double y = spread ? b[i / plane] : b[i];
                        double z = kind switch { CombineKind.Add => x + y, CombineKind.Multiply => x * y, _ => Math.Max(x, y) };
                        return Math.Tanh(residual ? z + r[i] : z);
                    }).ToArray();
                    Blocks.Close(expected, target, channels, plane);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void GlobalPoolsReduceWholeMaps(SimdWidth width, int parts)
    {
        var random = new Random(3);
        foreach ((int channels, int height, int columns) in Sizes.All)
        {
            foreach (bool max in new[] { false, true })
            {
                int plane = height * columns;
                var bench = new Bench(parts);
                float[] x = Bench.Random(random, channels * plane);
                View source = bench.Place(Blocks.Block(x, plane));
                View target = bench.Reserve(ChannelBlock.Slots(channels));
                var pool = new GlobalPool(channels, plane, max, width: width);
                bench.Run(pool, w => pool.Run(w, source, target));
                Bench.Close(x.Chunk(plane).Select(p => max ? p.Max() : p.Average(v => (double)v)).ToArray(), target);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void GlobalPoolsFinishTheSumsOfEveryThread(SimdWidth width, int parts)
    {
        var random = new Random(14);
        float[] sums = Bench.Random(random, parts * 32);
        var bench = new Bench(parts);
        View squeeze = bench.Place(sums);
        View target = bench.Reserve(32);
        var pool = new GlobalPool(24, 10, width: width);
        bench.Run(pool, w => pool.Finish(w, squeeze, target));
        Bench.Close(Enumerable.Range(0, 24).Select(c => Enumerable.Range(0, parts).Sum(p => (double)sums[(p * 32) + c]) / 10).ToArray(), target);
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void LongMapsAreSummedWithoutPilingUpRounding(SimdWidth width, int parts)
    {
        const int Plane = 200 * 200;
        float[] x = Enumerable.Repeat(0.1f, 3 * Plane).ToArray();
        var bench = new Bench(parts);
        View source = bench.Place(Blocks.Block(x, Plane));
        View target = bench.Reserve(16);
        var pool = new GlobalPool(3, Plane, width: width);
        bench.Run(pool, w => pool.Run(w, source, target));
        Bench.Close([0.1f, 0.1f, 0.1f], target, 2e-6);
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void GroupNormHasZeroMeanAndUnitVariance(SimdWidth width, int parts)
    {
        var random = new Random(6);
        foreach ((int channels, int groups) in new[] { (1, 1), (6, 3), (24, 2), (58, 1), (58, 29), (48, 16) })
        {
            foreach ((int plane, bool scattered) in new[] { (5, true), (49, false), (221, true) })
            {
                var bench = new Bench(parts);
                float[] x = Bench.Random(random, channels * plane).Select(v => v + 10).ToArray();
                float[] scale = Bench.Random(random, channels);
                float[] shift = Bench.Random(random, channels);
                var places = new Scattered(bench, random, x, plane);
                View source = scattered ? places.Source : bench.Place(Blocks.Block(x, plane));
                View target = scattered ? bench.Reserve(ChannelBlock.Slots(channels) * plane) : source;
                int[] offsets = scattered ? places.Offsets : ChannelOffsets.InOrder(channels, plane);
                var norm = new GroupNorm(offsets, plane, groups, 1e-5, scale, shift, Activation.Relu, width);
                bench.Run(norm, w => norm.Run(w, source, target));
                int size = channels / groups * plane;
                double[] means = x.Chunk(size).Select(group => group.Average(v => (double)v)).ToArray();
                double[] variances = x.Chunk(size).Select((group, g) => group.Average(v => (v - means[g]) * (v - means[g]))).ToArray();
                double[] expected = x.Select((v, i) =>
                    Math.Max(0, ((v - means[i / size]) / Math.Sqrt(variances[i / size] + 1e-5) * scale[i / plane]) + shift[i / plane])).ToArray();
                Blocks.Close(expected, target, channels, plane, 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void LinearFlattensMapsChannelByChannel(SimdWidth width, int parts)
    {
        var random = new Random(1);
        foreach ((int channels, int plane, int outputs) in new[] { (1, 1, 1), (7, 1, 3), (64, 1, 10), (129, 1, 37), (5, 6, 16), (58, 49, 33), (2048, 1, 5) })
        {
            var bench = new Bench(parts);
            float[] x = Bench.Random(random, channels * plane);
            float[] weight = Bench.Random(random, x.Length * outputs);
            float[]? bias = outputs % 2 == 0 ? null : Bench.Random(random, outputs);
            var source = new Scattered(bench, random, x, plane);
            View target = bench.Reserve(outputs);
            View padded = bench.Reserve(ChannelBlock.Slots(outputs));
            var linear = new Linear(source.Offsets, plane, outputs, new LayerWeights(weight, bias), Activation.Relu, width: width);
            var padding = new Linear(source.Offsets, plane, outputs, new LayerWeights(weight, bias), Activation.Sigmoid, ChannelBlock.Slots(outputs), width);
            bench.Run(linear, w => linear.Run(w, source.Source, target));
            bench.Run(padding, w => padding.Run(w, source.Source, padded));
            double[] sums = Enumerable.Range(0, outputs)
                .Select(o => (bias?[o] ?? 0) + Enumerable.Range(0, x.Length).Sum(i => (double)weight[(o * x.Length) + i] * x[i])).ToArray();
            Bench.Close(sums.Select(s => Math.Max(0, s)).ToArray(), target);
            Bench.Close([.. sums.Select(s => Reference.Activate(Activation.Sigmoid, s)), .. new double[ChannelBlock.Slots(outputs) - outputs]], padded);
        }
    }

    [Fact]
    public void ChannelConvolutionPadsWithZeros()
    {
        var random = new Random(9);
        foreach ((int channels, int taps) in new[] { (1, 3), (9, 5), (58, 7) })
        {
            float[] x = Bench.Random(random, channels);
            float[] weight = Bench.Random(random, taps);
            var bench = new Bench(2);
            var source = new Scattered(bench, random, x, 1);
            View target = bench.Reserve(ChannelBlock.Slots(channels));
            var kernel = new ChannelConvolution(source.Offsets, weight, Activation.Sigmoid);
            bench.Run(kernel, w => kernel.Run(w, source.Source, target));
            double Sum(int c) => Enumerable.Range(0, taps).Where(t => c + t - (taps / 2) >= 0 && c + t - (taps / 2) < channels)
                .Sum(t => (double)weight[t] * x[c + t - (taps / 2)]);
            Bench.Close(Enumerable.Range(0, channels).Select(c => Reference.Activate(Activation.Sigmoid, Sum(c))).ToArray(), target);
        }
    }
}
