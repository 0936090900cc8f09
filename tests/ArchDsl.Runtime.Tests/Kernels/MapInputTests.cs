using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>Kernels that work lane by lane on channels that are scattered, normed and activated before.</summary>
public sealed unsafe class MapInputTests
{
    public static TheoryData<SimdWidth, int> WidthsAndParts => Bench.WidthsAndParts;

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void PoolsGatherNormAndActivate(SimdWidth width, int parts)
    {
        var random = new Random(51);
        foreach (PoolShape shape in new PoolShape[] { new(5, 8, 8, 3, 3, 2, 2, Ceil: true), new(24, 9, 33, 3, 3, 2, 2, 1, 1), new(17, 60, 60, 13, 13, 1, 1, 6, 6), new(3, 7, 9, 2, 2, 2, 2) })
        {
            foreach (bool average in new[] { false, true })
            {
                foreach ((bool scattered, bool normed) in new[] { (true, false), (false, true), (true, true) })
                {
                    var bench = new Bench(parts);
                    var input = new Input(bench, random, shape.Channels, shape.Height * shape.Width, scattered, normed);
                    View target = bench.Reserve(ChannelBlock.Slots(shape.Channels) * shape.OutHeight * shape.OutWidth);
                    Pool pool = average ? Pool.Average(shape, true, input.Map, Activation.Tanh, width) : Pool.Max(shape, input.Map, Activation.Tanh, width);
                    bench.Run(pool, w => pool.Run(w, input.Source, target));
                    double[] expected = Reference.Pool(shape, input.Values, average, true).Select(Math.Tanh).ToArray();
                    Blocks.Close(expected, target, shape.Channels, shape.OutHeight * shape.OutWidth);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void GlobalPoolsGatherNormAndActivate(SimdWidth width, int parts)
    {
        var random = new Random(52);
        foreach ((int channels, int plane) in new[] { (3, 1), (24, 49), (58, 150) })
        {
            foreach (bool max in new[] { false, true })
            {
                var bench = new Bench(parts);
                var input = new Input(bench, random, channels, plane, scattered: true, normed: true);
                View target = bench.Reserve(ChannelBlock.Slots(channels));
                var pool = new GlobalPool(channels, plane, max, input.Map, width);
                bench.Run(pool, w => pool.Run(w, input.Source, target));
                Bench.Close(input.Values.Chunk(plane).Select(p => max ? p.Max() : p.Average(v => (double)v)).ToArray(), target);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ConvolutionsFinishTheMeansTheyRead(SimdWidth width, int parts)
    {
        var random = new Random(53);
        foreach ((int channels, int filters) in new[] { (24, 6), (7, 40), (64, 16) })
        {
            int slots = ChannelBlock.Slots(channels);
            float[] sums = Bench.Random(random, parts * slots);
            float[] weight = Bench.Random(random, channels * filters);
            var bench = new Bench(parts);
            View source = bench.Place(sums);
            View target = bench.Reserve(ChannelBlock.Slots(filters));
            var shape = new ConvolutionShape(channels, 1, 1, filters);
            Convolution convolution = Convolution.Create(shape, new LayerWeights(weight), new ConvolutionOptions(Activation.Relu, Sums: new ChannelSums(channels, 10), Width: width));
            bench.Run(convolution, w => convolution.Run(w, source, target));
            double[] means = Enumerable.Range(0, channels).Select(c => Enumerable.Range(0, parts).Sum(p => (double)sums[(p * slots) + c]) / 10).ToArray();
            Bench.Close(Reference.Convolve(shape, means, weight, null).Select(v => Math.Max(0, v)).ToArray(), target);
        }
    }

    // Blocks whose taps are zero but for the one in the middle take another way.
    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ChannelsPassThroughADepthwiseConvolution(SimdWidth width, int parts)
    {
        var random = new Random(54);
        foreach (ConvolutionShape shape in new ConvolutionShape[] { new(58, 9, 13, 58, 3, 3, 1, 1, 1, 1, Groups: 58), new(40, 5, 70, 40, 5, 5, 1, 1, 2, 2, Groups: 40), new(33, 6, 6, 33, Groups: 33) })
        {
            foreach ((bool residual, Activation activation) in new[] { (false, Activation.Relu), (false, Activation.Silu), (true, Activation.Mish) })
            {
                var bench = new Bench(parts);
                var input = new Input(bench, random, shape.Channels, shape.Plane, scattered: true, normed: false);
                float[] weight = Bench.Random(random, shape.Filters * shape.Depth);
                float[] bias = Bench.Random(random, shape.Filters);
                for (int tap = 7 * shape.KernelArea; tap < weight.Length; tap++)
                {
                    weight[tap] = tap % shape.KernelArea == shape.KernelArea / 2 ? weight[tap] : 0f;
                }

                float[] other = Bench.Random(random, shape.Filters * shape.OutPlane);
                View target = bench.Place(Blocks.Block(other, shape.OutPlane));
                Convolution convolution = Convolution.Create(shape, new LayerWeights(weight, bias), new ConvolutionOptions(activation, Channels: input.Map.From, Width: width));
                bench.Run(convolution, w => convolution.Run(w, input.Source, target, residual ? target : default));
                double[] expected = Reference.Convolve(shape, input.Values.Select(v => (double)v).ToArray(), weight, bias)
                    .Select((v, i) => Reference.Activate(activation, v + (residual ? other[i] : 0))).ToArray();
                Blocks.Close(expected, target, shape.Filters, shape.OutPlane);
            }
        }
    }

    [Fact]
    public void PlacesAndNormsOfOtherSlotsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new GlobalPool(8, 4, input: new MapInput([0, 1])));
        Assert.Throws<ArgumentException>(() => Pool.Max(new PoolShape(8, 4, 4, 2, 2, 2, 2), new MapInput(Norm: new ScaleShift(new float[3], new float[8]))));
    }

    /// <summary>Random channels in blocks, or in random slots, and what is read of them.</summary>
    private sealed class Input
    {
        public Input(Bench bench, Random random, int channels, int plane, bool scattered, bool normed)
        {
            float[] x = Bench.Random(random, channels * plane);
            var places = new Scattered(bench, random, x, plane);
            ScaleShift? norm = normed ? new ScaleShift(Bench.Random(random, channels), Bench.Random(random, channels)) : null;
            Source = scattered ? places.Source : bench.Place(Blocks.Block(x, plane));
            Map = new MapInput(scattered ? places.Offsets : null, norm, normed ? Activation.Relu : default);
            Values = x.Select((v, i) => norm is null ? v : (float)Math.Max(0.0, ((double)v * norm.Scale[i / plane]) + norm.Shift[i / plane])).ToArray();
        }

        public View Source { get; }

        public MapInput Map { get; }

        public float[] Values { get; }
    }
}
