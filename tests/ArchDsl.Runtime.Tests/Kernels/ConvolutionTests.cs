using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

public sealed class ConvolutionTests
{
    public static TheoryData<SimdWidth, int> WidthsAndParts => Bench.WidthsAndParts;

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void RandomShapesAgreeWithPlainLoops(SimdWidth width, int parts)
    {
        var random = new Random(11 + (int)width + parts);
        for (int round = 0; round < 80; round++)
        {
            new ConvolutionCase(RandomShape(random), new ConvolutionOptions(Width: width)) { Residual = round % 3 == 0 }.Check(parts, round);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ShapesOfRealNetworksAgreeWithPlainLoops(SimdWidth width, int parts)
    {
        ConvolutionShape[] shapes =
        [
            new(32, 14, 14, 40, 3, 3, 1, 1, 1, 1),
            new(58, 13, 7, 30, 3, 3, 1, 1, 1, 1),
            new(5, 7, 7, 24, 1, 1),
            new(58, 7, 7, 58),
            new(20, 13, 17, 112),
            new(16, 9, 9, 12, 1, 1, 2, 2),
            new(24, 15, 13, 33, 3, 3, 2, 2, 1, 1),
            new(24, 14, 14, 33, 5, 5, 3, 3, 2, 2),
            new(1, 28, 28, 13, 3, 3, 1, 1, 1, 1),
            new(20, 1, 1, 5),
            new(70, 1, 1, 70, 3, 3, 1, 1, 1, 1),
            new(17, 3, 3, 9, 7, 7, 1, 1, 3, 3),
            new(17, 2, 2, 9, 7, 7, 2, 2, 3, 3),
            new(8, 12, 12, 8, 3, 3, 1, 1, 2, 2, 2, 2),
            new(8, 12, 12, 8, 3, 3, 2, 1, 3, 2, 3, 2),
            new(8, 5, 40, 8, 1, 7, 1, 1, 0, 3),
            new(8, 40, 5, 8, 7, 1, 1, 1, 3, 0),
            new(300, 7, 7, 64),
            new(16, 8, 8, 16, 3, 3, 1_000_000_000, 1_000_000_000, 1, 1),
        ];
        foreach (ConvolutionShape shape in shapes)
        {
            foreach (bool scattered in new[] { false, true })
            {
                new ConvolutionCase(shape, new ConvolutionOptions(Activation.Relu, Width: width)) { Scattered = scattered }.Check(parts);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void GroupsReadTheirOwnChannels(SimdWidth width, int parts)
    {
        ConvolutionShape[] shapes =
        [
            new(12, 13, 11, 24, 3, 3, 2, 2, 1, 1, Groups: 12),
            new(32, 8, 8, 32, 3, 3, 1, 1, 1, 1, Groups: 8),
            new(64, 9, 7, 64, 3, 3, 1, 1, 1, 1, Groups: 4),
            new(64, 9, 7, 64, 3, 3, 2, 2, 1, 1, Groups: 2),
            new(96, 9, 8, 64, Groups: 2),
            new(48, 8, 8, 48, 3, 3, 1, 1, 1, 1, Groups: 2),
            new(40, 8, 8, 40, 3, 3, 1, 1, 1, 1, Groups: 5),
            new(6, 8, 8, 10, Groups: 2),
            new(20, 9, 30, 20, 3, 3, 2, 1, 1, 1, Groups: 10),
            new(36, 9, 30, 36, 3, 5, 1, 1, 1, 1, Groups: 9),
            new(128, 10, 10, 128, 3, 3, 1, 1, 1, 1, Groups: 2),
        ];
        foreach (ConvolutionShape shape in shapes)
        {
            new ConvolutionCase(shape, new ConvolutionOptions(Activation.Relu, Width: width)) { Residual = true, Squeeze = true }.Check(parts);
        }
    }

    // Few filters, three taps wide: tiles of every number of pixels, channels that fill no block, kernels of other heights.
    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ThreeTapsShareTheirInputs(SimdWidth width, int parts)
    {
        for (int pixels = 1; pixels < 16; pixels++)
        {
            new ConvolutionCase(new(19, 3, pixels, 16, 3, 3, 1, 1, 1, 1), new ConvolutionOptions(Activation.Relu, Width: width)) { Residual = true, Squeeze = true }.Check(parts, pixels);
            new ConvolutionCase(new(32, 3, pixels, 32, 3, 3, 1, 1, 1, 1, Groups: 8), new ConvolutionOptions(Activation.Relu6, Width: width)) { Squeeze = true }.Check(parts, pixels);
        }

        foreach (ConvolutionShape shape in new ConvolutionShape[] { new(20, 6, 33, 9, 1, 3, 1, 1, 0, 1), new(20, 6, 33, 9, 5, 3, 1, 1, 2, 0), new(40, 6, 29, 40, 2, 3, 2, 1, 0, 1, Groups: 10) })
        {
            new ConvolutionCase(shape, new ConvolutionOptions(Activation.Silu, Width: width)) { Scattered = shape.Groups == 1 }.Check(parts);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void PlanesOfTheNetworksInputAreReadDirectly(SimdWidth width, int parts)
    {
        ConvolutionShape[] shapes =
        [
            new(3, 33, 31, 16, 7, 7, 2, 2, 3, 3),
            new(3, 16, 16, 8, 6, 6, 2, 2, 2, 2),
            new(3, 17, 40, 24, 3, 3, 2, 2, 1, 1),
            new(1, 28, 28, 32, 5, 5, 1, 1, 2, 2),
            new(4, 16, 16, 40, 4, 4, 4, 4),
            new(3, 9, 9, 20),
            new(40, 9, 9, 40, 3, 3, 1, 1, 1, 1),
            new(4, 9, 9, 4, 3, 3, 1, 1, 1, 1, Groups: 4),
        ];
        foreach (ConvolutionShape shape in shapes)
        {
            new ConvolutionCase(shape, new ConvolutionOptions(Activation.Relu, Planar: true, Width: width)).Check(parts);
            new ConvolutionCase(shape, new ConvolutionOptions(InputActivation: Activation.Relu, Planar: true, Width: width)) { Norm = true }.Check(parts);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void EpiloguesCombine(SimdWidth width, int parts)
    {
        ConvolutionShape[] shapes =
        [
            new(6, 9, 9, 10, 3, 3, 1, 1, 1, 1),
            new(6, 7, 9, 50),
            new(36, 7, 9, 40, 3, 3, 1, 1, 1, 1),
        ];
        Activation[] activations =
        [
            Activation.None, Activation.Relu, Activation.Relu6, Activation.Leaky(0f), Activation.Leaky(0.1f), Activation.Leaky(1f),
            Activation.Leaky(1.5f), Activation.Leaky(-0.5f), Activation.Silu,
        ];
        foreach (ConvolutionShape shape in shapes)
        {
            foreach (Activation activation in activations)
            {
                for (int mask = activation.Kind == ActivationKind.Relu6 ? 6 : 0; mask < 8; mask++)
                {
                    new ConvolutionCase(shape, new ConvolutionOptions(activation, ResidualLast: (mask & 4) != 0, Width: width))
                    {
                        Residual = (mask & 6) != 0,
                        InPlace = (mask & 2) != 0,
                        Squeeze = (mask & 1) != 0,
                    }.Check(parts, mask);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void InputsAreNormedActivatedAndGated(SimdWidth width, int parts)
    {
        foreach (ConvolutionShape shape in new ConvolutionShape[] { new(58, 6, 9, 44), new(11, 1, 1, 14), new(300, 7, 7, 70) })
        {
            int[] gates = Enumerable.Range(0, shape.Channels).Reverse().ToArray();
            new ConvolutionCase(shape, new ConvolutionOptions(Activation.Relu, Width: width)) { Gate = true }.Check(parts);
            new ConvolutionCase(shape, new ConvolutionOptions(GateChannels: gates, Width: width)) { Gate = true, Scattered = true, Residual = true }.Check(parts);
            new ConvolutionCase(shape, new ConvolutionOptions(InputActivation: Activation.Relu, Width: width)) { Norm = true, Scattered = true, Gate = true }.Check(parts);
            new ConvolutionCase(shape, new ConvolutionOptions(InputActivation: Activation.Silu, Width: width)) { Scattered = true }.Check(parts);
        }

        // A norm that shifts must not shift the zeros around the map, however it is convolved.
        foreach (ConvolutionAlgorithm algorithm in new[] { ConvolutionAlgorithm.Direct, ConvolutionAlgorithm.Winograd2, ConvolutionAlgorithm.Winograd3, ConvolutionAlgorithm.Winograd4 })
        {
            var options = new ConvolutionOptions(InputActivation: Activation.Relu, Algorithm: algorithm, Width: width);
            new ConvolutionCase(new ConvolutionShape(40, 8, 9, 40, 3, 3, 1, 1, 1, 1), options) { Norm = true, Tolerance = 1e-4 }.Check(parts);
            new ConvolutionCase(new ConvolutionShape(33, 13, 2, 35, 3, 3, 1, 1, 1, 1), options) { Norm = true, Scattered = true, Tolerance = 1e-4 }.Check(parts);
            if (algorithm != ConvolutionAlgorithm.Winograd3)
            {
                new ConvolutionCase(new ConvolutionShape(33, 14, 9, 35, 3, 3, 2, 2, 1, 1), options) { Norm = true, Scattered = true, Tolerance = 1e-4 }.Check(parts);
            }
        }

        new ConvolutionCase(new ConvolutionShape(24, 9, 7, 24, 3, 3, 2, 2, 1, 1, Groups: 24), new ConvolutionOptions(InputActivation: Activation.Silu, Width: width)) { Norm = true, Scattered = true }.Check(parts);
    }

    [Theory]
    [InlineData(SimdWidth.Bits128)]
    [InlineData(SimdWidth.Bits256)]
    [InlineData(SimdWidth.Bits512)]
    public void AChannelMayBeReadTwiceUnderTwoNorms(SimdWidth width)
    {
        var random = new Random(4);
        var shape = new ConvolutionShape(6, 3, 4, 5);
        float[] planes = Bench.Random(random, 3 * shape.Plane);
        int[] read = [0, 1, 2, 2, 0, 1];
        float[] weight = Bench.Random(random, 30);
        float[] scale = [.. Bench.Random(random, 5), 0f];
        float[] shift = [.. Bench.Random(random, 5), 0f];
        scale[5] = scale[1];
        shift[5] = shift[1];
        var bench = new Bench();
        Cpu.View source = bench.Place(Blocks.Block(planes, shape.Plane));
        Cpu.View target = bench.Reserve(16 * shape.Plane);
        Convolution convolution = Convolution.Create(
            shape, new LayerWeights(weight, null, scale, shift), new ConvolutionOptions(Channels: read, Width: width));
        bench.Run(convolution, w => convolution.Run(w, source, target));
        double[] normed = Enumerable.Range(0, 6 * shape.Plane).Select(i =>
        {
            int channel = i / shape.Plane;
            return ((double)planes[(read[channel] * shape.Plane) + (i % shape.Plane)] * scale[channel]) + shift[channel];
        }).ToArray();
        Bench.Close(Reference.Convolve(shape, normed, weight, null), bench.Place(Blocks.Unblock(target, 5, shape.Plane)));
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ResultsAreTheSameFromRunToRun(SimdWidth width, int parts)
    {
        foreach (ConvolutionShape shape in new ConvolutionShape[] { new(64, 11, 11, 64, 3, 3, 1, 1, 1, 1), new(64, 11, 11, 64), new(64, 11, 11, 64, 3, 3, 2, 2) })
        {
            var test = new ConvolutionCase(shape, new ConvolutionOptions(Activation.Silu, Width: width)) { Squeeze = true };
            Assert.Equal(test.Check(parts), test.Check(parts));
        }
    }

    /// <summary>Five vectors of slots (or more) for two to seven threads: some begin or end within a panel of two.</summary>
    [Theory]
    [InlineData(SimdWidth.Bits128)]
    [InlineData(SimdWidth.Bits256)]
    [InlineData(SimdWidth.Bits512)]
    public void ThreadsShareAPanelWithoutChangingWhatItSums(SimdWidth width)
    {
        var wide = new ConvolutionShape(300, 3, 3, 80);
        ConvolutionCase[] cases =
        [
            new(wide, new ConvolutionOptions(Activation.Relu, Width: width)) { Residual = true },
            new(wide, new ConvolutionOptions(Activation.Silu, Width: width)) { Gate = true },
            new(wide, new ConvolutionOptions(InputActivation: Activation.Relu, Width: width)) { Norm = true, Gate = true },
            new(wide with { KernelHeight = 3, KernelWidth = 3, PadY = 1, PadX = 1 }, new ConvolutionOptions(Activation.Leaky(0.1f), Algorithm: ConvolutionAlgorithm.Direct, Width: width)),
            new(new(128, 5, 5, 80, 3, 3, 1, 1, 1, 1), new ConvolutionOptions(Activation.Relu6, Algorithm: ConvolutionAlgorithm.Winograd3, Width: width)),
            new(new(128, 7, 7, 80, 3, 3, 1, 1, 1, 1), new ConvolutionOptions(Activation.Relu, Algorithm: ConvolutionAlgorithm.Winograd2, Width: width)),
            new(new(128, 9, 9, 80, 3, 3, 2, 2, 1, 1), new ConvolutionOptions(Activation.Relu, Algorithm: ConvolutionAlgorithm.Winograd4, Width: width)),
            new(new(48, 7, 7, 336, 3, 3, 1, 1, 1, 1), new ConvolutionOptions(Activation.Relu, Algorithm: ConvolutionAlgorithm.Winograd3, Width: width)),
            new(new(100, 5, 5, 288, 3, 3, 1, 1, 1, 1, Groups: 2), new ConvolutionOptions(Activation.Relu, Algorithm: ConvolutionAlgorithm.Winograd2, Width: width)),
            new(new(90, 9, 9, 320, 3, 3, 2, 2, 1, 1), new ConvolutionOptions(Algorithm: ConvolutionAlgorithm.Direct, Width: width)),
            new(new(3, 5, 5, 320, 3, 3, 2, 2, 1, 1), new ConvolutionOptions(Activation.Relu, Planar: true, Width: width)),
            new(new(320, 5, 5, 320, 3, 3, 1, 1, 1, 1, Groups: 40), new ConvolutionOptions(Activation.Relu, Width: width)),
            new(new(320, 5, 5, 320, 3, 3, 1, 1, 1, 1, Groups: 2), new ConvolutionOptions(Algorithm: ConvolutionAlgorithm.Direct, Width: width)),
        ];
        foreach (ConvolutionCase test in cases)
        {
            float[] alone = test.Check(1);
            Assert.All([2, 3, 7], parts => Assert.Equal(alone, test.Check(parts)));
        }
    }

    [Fact]
    public void WrongWeightsAndShapesAreRefused()
    {
        var shape = new ConvolutionShape(4, 8, 8, 4, 3, 3, 1, 1, 1, 1);
        var weights = new LayerWeights(new float[144]);
        Assert.Throws<ArgumentException>(() => Convolution.Create(shape, new LayerWeights(new float[5])));
        Assert.Throws<ArgumentException>(() => Convolution.Create(shape, new LayerWeights(new float[144], new float[3])));
        Assert.Throws<ArgumentException>(() => Convolution.Create(shape with { Groups = 3 }, weights));
        Assert.Throws<ArgumentException>(() => Convolution.Create(shape, weights, new ConvolutionOptions(Channels: [0, 1])));
        Assert.Throws<ArgumentException>(() => Convolution.Create(shape, weights, new ConvolutionOptions(GateChannels: [0, 1])));
        Assert.Throws<ArgumentException>(() => Convolution.Create(
            shape with { StrideX = 2 }, weights, new ConvolutionOptions(Algorithm: ConvolutionAlgorithm.Winograd4)));
        Assert.Throws<ArgumentException>(() => Convolution.Create(
            shape with { StrideX = 2, StrideY = 2 }, weights, new ConvolutionOptions(Algorithm: ConvolutionAlgorithm.Winograd3)));
    }

    private static ConvolutionShape RandomShape(Random random)
    {
        while (true)
        {
            int groups = random.Next(4) == 0 ? random.Next(1, 5) : 1;
            var shape = new ConvolutionShape(
                groups * random.Next(1, 39), random.Next(1, 12), random.Next(1, 24), groups * random.Next(1, 39), random.Next(1, 4), random.Next(1, 4),
                random.Next(1, 4), random.Next(1, 4), random.Next(0, 3), random.Next(0, 3), random.Next(1, 3), random.Next(1, 3), groups);
            if (shape.Height + (2 * shape.PadY) > shape.DilationY * (shape.KernelHeight - 1) && shape.Width + (2 * shape.PadX) > shape.DilationX * (shape.KernelWidth - 1))
            {
                return shape;
            }
        }
    }
}
