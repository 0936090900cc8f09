using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>Pools and depthwise convolutions: windows that slide over blocks.</summary>
public sealed unsafe class WindowTests
{
    public static TheoryData<SimdWidth, int> WidthsAndParts => Bench.WidthsAndParts;

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void PoolsCountPartialWindowsAsPyTorchDoes(SimdWidth width, int parts)
    {
        var random = new Random(2);
        PoolShape[] shapes =
        [
            new(3, 7, 9, 2, 2, 2, 2), new(5, 8, 8, 3, 3, 2, 2, Ceil: true), new(24, 9, 33, 3, 3, 2, 2, 1, 1), new(58, 7, 7, 3, 3, 2, 2, 1, 1, Ceil: true),
            new(2, 13, 13, 5, 5, 1, 1, 2, 2), new(2, 6, 6, 2, 2, 3, 3, 1, 1, Ceil: true), new(2, 5, 70, 1, 4, 1, 3, 0, 2), new(1, 4, 4, 4, 4, 4, 4),
            new(17, 13, 17, 13, 13, 1, 1, 6, 6), new(5, 1, 1, 1, 1, 1, 1), new(5, 1, 1, 3, 3, 1, 1, 1, 1), new(16, 3, 19, 3, 3, 1, 1, 1, 1),
        ];
        foreach (PoolShape shape in shapes)
        {
            foreach ((bool average, bool counted) in new[] { (false, false), (true, true), (true, false) })
            {
                var bench = new Bench(parts);
                float[] x = Bench.Random(random, shape.Channels * shape.Height * shape.Width);
                View source = bench.Place(Blocks.Block(x, shape.Height * shape.Width));
                int plane = shape.OutHeight * shape.OutWidth;
                View target = bench.Reserve(ChannelBlock.Slots(shape.Channels) * plane);
                Pool pool = average ? Pool.Average(shape, counted, width: width) : Pool.Max(shape, width: width);
                bench.Run(pool, w => pool.Run(w, source, target));
                Blocks.Close(Reference.Pool(shape, x, average, counted), target, shape.Channels, plane);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void DepthwiseConvolutionsOfEveryShape(SimdWidth width, int parts)
    {
        var random = new Random(31 + parts);
        for (int outWidth = 1; outWidth < 20; outWidth++)
        {
            foreach ((int kernel, int stride, int dilation) in new[] { (3, 1, 1), (3, 2, 1), (5, 1, 1), (5, 2, 1), (3, 1, 2), (3, 3, 1), (7, 1, 1), (1, 1, 1) })
            {
                int channels = 1 + random.Next(40);
                int pad = random.Next((dilation * (kernel - 1)) + 1);
                var shape = new ConvolutionShape(
                    channels, 1 + random.Next(9) + (dilation * (kernel - 1)), (outWidth * stride) + Math.Max(0, (dilation * (kernel - 1)) - (2 * pad)),
                    channels, kernel, kernel, stride, stride, pad, pad, dilation, dilation, channels);
                Check(shape, new ConvolutionOptions(Activation.Relu, Width: width), random, parts);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void DepthwiseConvolutionsOfUnevenShape(SimdWidth width, int parts)
    {
        var random = new Random(32);
        ConvolutionShape[] shapes =
        [
            new(24, 5, 40, 24, 1, 7, 1, 1, 0, 3, Groups: 24),
            new(24, 40, 5, 24, 7, 1, 1, 1, 3, 0, Groups: 24),
            new(58, 12, 12, 58, 3, 3, 2, 1, 3, 2, 3, 2, Groups: 58),
            new(58, 1, 1, 58, 3, 3, 1, 1, 1, 1, Groups: 58),
            new(5, 2, 2, 5, 7, 7, 2, 2, 3, 3, Groups: 5),
            new(33, 13, 17, 33, 5, 5, 1, 2, 4, 0, Groups: 33),
        ];
        foreach (ConvolutionShape shape in shapes)
        {
            Check(shape, new ConvolutionOptions(Activation.None, Width: width), random, parts);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void DepthwiseEpiloguesCombine(SimdWidth width, int parts)
    {
        var random = new Random(33);
        var shape = new ConvolutionShape(24, 9, 11, 24, 3, 3, 1, 1, 1, 1, Groups: 24);
        foreach (Activation activation in new[] { Activation.None, Activation.Relu6, Activation.Leaky(0.1f), Activation.HardSwish })
        {
            for (int mask = 0; mask < 12; mask++)
            {
                Check(shape, new ConvolutionOptions(activation, ResidualLast: (mask & 1) != 0, Width: width), random, parts, residual: mask / 2 % 3, squeeze: mask >= 6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void DepthwiseConvolutionsReadBlocksAnywhereAndTakeAGate(SimdWidth width, int parts)
    {
        const int Plane = 30;
        var random = new Random(34);
        var shape = new ConvolutionShape(24, 5, 6, 24, Groups: 24);
        float[] x = Bench.Random(random, 48 * Plane);
        float[] weight = Bench.Random(random, 24);
        float[] gate = Bench.Random(random, 24);
        int[] slots = [.. Enumerable.Range(32, 16), .. Enumerable.Range(16, 8)];
        var bench = new Bench(parts);
        View source = bench.Place(Blocks.Block(x, Plane));
        View gates = bench.Place(gate);
        View target = bench.Reserve(32 * Plane);
        Convolution convolution = Convolution.Create(shape, new LayerWeights(weight), new ConvolutionOptions(
            Channels: slots.Select(slot => ChannelBlock.Offset(slot, Plane)).ToArray(), GateChannels: Enumerable.Range(0, 24).Reverse().ToArray(), Width: width));
        bench.Run(convolution, w => convolution.Run(w, source, target, gate: gates));
        double[] expected = Enumerable.Range(0, 24 * Plane)
            .Select(i => (double)x[(slots[i / Plane] * Plane) + (i % Plane)] * weight[i / Plane] * gate[23 - (i / Plane)]).ToArray();
        Blocks.Close(expected, target, 24, Plane);
    }

    [Theory]
    [InlineData(SimdWidth.Bits128)]
    [InlineData(SimdWidth.Bits256)]
    [InlineData(SimdWidth.Bits512)]
    public void ResultsAreTheSameForAnyNumberOfThreads(SimdWidth width)
    {
        var shape = new ConvolutionShape(40, 9, 11, 40, 3, 3, 1, 1, 1, 1, Groups: 40);
        float[] Run(int parts) => Check(shape, new ConvolutionOptions(Activation.Silu, Width: width), new Random(35), parts, residual: 1);
        float[] alone = Run(1);
        Assert.Equal(alone, Run(2));
        Assert.Equal(alone, Run(3));
    }

    // A residual of 1 is another tensor, one of 2 is the target.
    private static float[] Check(ConvolutionShape shape, ConvolutionOptions options, Random random, int parts, int residual = 0, bool squeeze = false)
    {
        var bench = new Bench(parts);
        float[] x = Bench.Random(random, shape.Channels * shape.Plane);
        float[] weight = Bench.Random(random, shape.Filters * shape.Depth);
        float[]? bias = random.Next(4) == 0 ? null : Bench.Random(random, shape.Filters);
        float[] other = Bench.Random(random, shape.Filters * shape.OutPlane);
        int slots = ChannelBlock.Slots(shape.Filters);
        View source = bench.Place(Blocks.Block(x, shape.Plane));
        View added = residual > 0 ? bench.Place(Blocks.Block(other, shape.OutPlane)) : default;
        View target = residual == 2 ? added : bench.Reserve(slots * shape.OutPlane);
        View sums = squeeze ? bench.Reserve(parts * slots) : default;
        Convolution convolution = Convolution.Create(shape, new LayerWeights(weight, bias), options);
        bench.Run(convolution, w => convolution.Run(w, source, target, added, squeeze: sums));
        double[] expected = Reference.Convolve(shape, x.Select(v => (double)v).ToArray(), weight, bias).Select((v, i) =>
        {
            double plus = residual > 0 ? other[i] : 0;
            return options.ResidualLast ? Reference.Activate(options.Activation, v) + plus : Reference.Activate(options.Activation, v + plus);
        }).ToArray();
        Blocks.Close(expected, target, shape.Filters, shape.OutPlane);
        Assert.True(new Span<float>(target.Pointer, slots * shape.OutPlane).IndexOfAnyExceptInRange(-1e30f, 1e30f) < 0, "a pad is not finite");
        if (squeeze)
        {
            double[] channels = expected.Chunk(shape.OutPlane).Select(map => map.Sum()).ToArray();
            View totals = bench.Place(Enumerable.Range(0, shape.Filters).Select(f => Enumerable.Range(0, parts).Sum(p => sums.Pointer[(p * slots) + f])).ToArray());
            Bench.Close(channels, totals);
        }

        return Blocks.Unblock(target, shape.Filters, shape.OutPlane);
    }
}
