using ArchDsl.Runtime.Cpu;
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
        for (int round = 0; round < 60; round++)
        {
            ConvolutionShape shape = RandomShape(random);
            Check(shape, new ConvolutionOptions(Width: width), random, parts);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ShapesOfRealNetworksAgreeWithPlainLoops(SimdWidth width, int parts)
    {
        var random = new Random(5);
        ConvolutionShape[] shapes =
        [
            new(3, 33, 31, 16, 7, 7, 2, 2, 3, 3),
            new(3, 16, 16, 8, 6, 6, 2, 2, 2, 2),
            new(32, 14, 14, 40, 3, 3, 1, 1, 1, 1),
            new(24, 7, 7, 19, 1, 1),
            new(16, 9, 9, 12, 1, 1, 2, 2),
            new(1, 28, 28, 13, 3, 3, 1, 1, 1, 1),
            new(20, 1, 1, 5),
            new(12, 13, 11, 12, 5, 5, 1, 1, 2, 2, Groups: 12),
            new(12, 13, 11, 24, 3, 3, 2, 2, 1, 1, Groups: 12),
            new(12, 6, 50, 12, Groups: 12),
            new(32, 8, 8, 32, 3, 3, 1, 1, 1, 1, Groups: 8),
            new(8, 12, 12, 8, 3, 3, 1, 1, 2, 2, 2, 2),
            new(8, 5, 64, 8, 1, 7, 1, 1, 0, 3),
        ];
        foreach (ConvolutionShape shape in shapes)
        {
            Check(shape, new ConvolutionOptions(Activation.Relu, Width: width), random, parts);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ResidualComesBeforeOrAfterTheActivation(SimdWidth width, int parts)
    {
        var random = new Random(3);
        foreach (bool last in new[] { false, true })
        {
            foreach (ConvolutionShape shape in new[] { new ConvolutionShape(6, 9, 9, 10, 3, 3, 1, 1, 1, 1), new ConvolutionShape(6, 9, 9, 6, 3, 3, 1, 1, 1, 1, Groups: 6) })
            {
                Check(shape, new ConvolutionOptions(Activation.Leaky(0.1f), ResidualLast: last, Width: width), random, parts, residual: true);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void SqueezeSumsWhatWasWritten(SimdWidth width, int parts)
    {
        var random = new Random(9);
        foreach (ConvolutionShape shape in new[] { new ConvolutionShape(7, 11, 5, 9, 3, 3, 1, 1, 1, 1), new ConvolutionShape(8, 11, 5, 8, 3, 3, 1, 1, 1, 1, Groups: 8) })
        {
            var bench = new Bench(parts);
            (View source, float[] values) = Input(bench, random, shape);
            float[] weight = Bench.Random(random, shape.Filters * shape.Depth);
            View target = bench.Reserve(shape.Filters * shape.OutPlane);
            View squeeze = bench.Reserve(parts * shape.Filters);
            View means = bench.Reserve(shape.Filters);
            Convolution convolution = Convolution.Create(shape, new LayerWeights(weight), new ConvolutionOptions(Activation.Silu, Width: width));
            bench.Run(convolution, w => convolution.Run(w, source, target, squeeze: squeeze));
            var pool = new GlobalPool(shape.Filters, shape.OutPlane);
            bench.Run(pool, w => pool.Finish(w, squeeze, means));
            double[] map = Reference.Convolve(shape, Doubles(values), weight, null).Select(x => Reference.Activate(Activation.Silu, x)).ToArray();
            Bench.Close(Enumerable.Range(0, shape.Filters).Select(f => map.Skip(f * shape.OutPlane).Take(shape.OutPlane).Average()).ToArray(), means);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ChannelsComeFromSeveralPlacesTransformed(SimdWidth width, int parts)
    {
        var random = new Random(21);
        var shape = new ConvolutionShape(11, 6, 9, 14);
        var bench = new Bench(parts);
        float[] values = Bench.Random(random, shape.Channels * shape.Plane);
        Source[] sources =
        [
            new(bench.Place(values[..(3 * shape.Plane)]), 3),
            new(bench.Place(values[(3 * shape.Plane)..(4 * shape.Plane)]), 1),
            new(bench.Place(values[(4 * shape.Plane)..]), 7),
        ];
        float[] weight = Bench.Random(random, shape.Filters * shape.Depth);
        float[] bias = Bench.Random(random, shape.Filters);
        float[] scale = Bench.Random(random, shape.Channels);
        float[] shift = Bench.Random(random, shape.Channels);
        float[] gate = Bench.Random(random, shape.Channels);
        View gates = bench.Place(gate);
        View target = bench.Reserve(shape.Filters * shape.OutPlane);
        Convolution convolution = Convolution.Create(
            shape, new LayerWeights(weight, bias, scale, shift), new ConvolutionOptions(InputActivation: Activation.Relu, Width: width));
        bench.Run(convolution, w => convolution.Run(w, sources, target, gate: gates));
        double[] transformed = Doubles(values).Select((x, i) =>
        {
            int c = i / shape.Plane;
            return gate[c] * Reference.Activate(Activation.Relu, (x * scale[c]) + shift[c]);
        }).ToArray();
        Bench.Close(Reference.Convolve(shape, transformed, weight, bias), target);
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void PlanesPermuteTheOutput(SimdWidth width, int parts)
    {
        var random = new Random(22);
        var shape = new ConvolutionShape(8, 7, 7, 12, 3, 3, 1, 1, 1, 1, Groups: 2);
        int[] planes = Enumerable.Range(0, 12).OrderBy(_ => random.Next()).ToArray();
        var bench = new Bench(parts);
        (View source, float[] values) = Input(bench, random, shape);
        float[] weight = Bench.Random(random, shape.Filters * shape.Depth);
        View target = bench.Reserve(shape.Filters * shape.OutPlane);
        Convolution convolution = Convolution.Create(shape, new LayerWeights(weight), new ConvolutionOptions(Planes: planes, Width: width));
        bench.Run(convolution, w => convolution.Run(w, source, target));
        double[] plain = Reference.Convolve(shape, Doubles(values), weight, null);
        double[] expected = new double[plain.Length];
        for (int f = 0; f < 12; f++)
        {
            Array.Copy(plain, f * shape.OutPlane, expected, planes[f] * shape.OutPlane, shape.OutPlane);
        }

        Bench.Close(expected, target);
    }

    [Fact]
    public void WrongWeightsAndShapesAreRefused()
    {
        var shape = new ConvolutionShape(4, 8, 8, 4, 3, 3, 1, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => Convolution.Create(shape, new LayerWeights(new float[5])));
        Assert.Throws<ArgumentException>(() => Convolution.Create(shape, new LayerWeights(new float[144], new float[3])));
        Assert.Throws<ArgumentException>(() => Convolution.Create(shape with { Groups = 3 }, new LayerWeights(new float[144])));
        Assert.Throws<ArgumentException>(() => Convolution.Create(
            shape, new LayerWeights(new float[144]), new ConvolutionOptions(Planes: [0, 0, 1, 2])));
    }

    private static ConvolutionShape RandomShape(Random random)
    {
        while (true)
        {
            int groups = random.Next(4) == 0 ? random.Next(1, 5) : 1;
            var shape = new ConvolutionShape(
                groups * random.Next(1, 9), random.Next(1, 18), random.Next(1, 40), groups * random.Next(1, 14), random.Next(1, 4), random.Next(1, 4),
                random.Next(1, 4), random.Next(1, 4), random.Next(0, 3), random.Next(0, 3), random.Next(1, 3), random.Next(1, 3), groups);
            if (shape.Height + (2 * shape.PadY) > shape.DilationY * (shape.KernelHeight - 1) && shape.Width + (2 * shape.PadX) > shape.DilationX * (shape.KernelWidth - 1))
            {
                return shape;
            }
        }
    }

    private static void Check(ConvolutionShape shape, ConvolutionOptions options, Random random, int parts, bool residual = false)
    {
        var bench = new Bench(parts);
        (View source, float[] values) = Input(bench, random, shape);
        float[] weight = Bench.Random(random, shape.Filters * shape.Depth);
        float[]? bias = random.Next(2) == 0 ? null : Bench.Random(random, shape.Filters);
        float[] other = Bench.Random(random, shape.Filters * shape.OutPlane);
        View added = residual ? bench.Place(other) : default;
        View target = bench.Reserve(shape.Filters * shape.OutPlane);
        Convolution convolution = Convolution.Create(shape, new LayerWeights(weight, bias), options);
        bench.Run(convolution, w => convolution.Run(w, source, target, added));
        double[] expected = Reference.Convolve(shape, Doubles(values), weight, bias);
        for (int i = 0; i < expected.Length; i++)
        {
            double plus = residual ? other[i] : 0;
            expected[i] = options.ResidualLast
                ? Reference.Activate(options.Activation, expected[i]) + plus
                : Reference.Activate(options.Activation, expected[i] + plus);
        }

        Bench.Close(expected, target);
    }

    private static (View View, float[] Values) Input(Bench bench, Random random, ConvolutionShape shape)
    {
        float[] values = Bench.Random(random, shape.Channels * shape.Plane);
        return (bench.Place(values), values);
    }

    private static double[] Doubles(float[] values) => values.Select(v => (double)v).ToArray();
}
