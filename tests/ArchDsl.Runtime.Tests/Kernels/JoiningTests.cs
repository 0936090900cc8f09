using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>Residuals of other shapes, orders and kinds, and results that are written at another size.</summary>
public sealed unsafe class JoiningTests
{
    public static TheoryData<SimdWidth, int> WidthsAndParts => Bench.WidthsAndParts;

    // Every way to compute a convolution writes through the same epilogue, each in pieces of its own.
    private static readonly ConvolutionShape[] Shapes =
    [
        new(5, 6, 9, 20, 3, 3, 1, 1, 1, 1), new(7, 8, 6, 33), new(40, 9, 10, 40, 3, 3, 1, 1, 1, 1), new(24, 6, 8, 24, 3, 3, 2, 2, 1, 1, Groups: 24), new(9, 1, 1, 18),
    ];

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ResidualsJoinWhateverTheirShape(SimdWidth width, int parts)
    {
        var random = new Random(41);
        foreach (ConvolutionShape shape in Shapes)
        {
            foreach (CombineKind kind in Enum.GetValues<CombineKind>())
            {
                foreach ((int height, int columns) in new[] { (shape.OutHeight, shape.OutWidth), (1, 1), (2 * shape.OutHeight, 2 * shape.OutWidth), ((shape.OutHeight + 1) / 2, (shape.OutWidth + 1) / 2) })
                {
                    var residual = new ResidualShape(shape.Filters, height, columns);
                    Check(shape, new ConvolutionOptions(Activation.Relu, ResidualLast: random.Next(2) == 0, Join: kind, Residual: residual, Width: width), random, parts);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void FewerChannelsAreAddedToTheFirst(SimdWidth width, int parts)
    {
        var random = new Random(42);
        foreach (ConvolutionShape shape in Shapes)
        {
            foreach (int channels in new[] { 1, 16, 18, 50 })
            {
                Check(shape, new ConvolutionOptions(Activation.Leaky(0.1f), Residual: new ResidualShape(channels, shape.OutHeight, shape.OutWidth), Width: width), random, parts);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ResidualsAreScaledAndGathered(SimdWidth width, int parts)
    {
        var random = new Random(43);
        foreach (ConvolutionShape shape in Shapes)
        {
            Check(shape, new ConvolutionOptions(Activation.Silu, Width: width), random, parts, scaled: true);
            Check(shape, new ConvolutionOptions(Activation.Relu, Width: width), random, parts, scaled: true, scattered: true);
            Check(shape, new ConvolutionOptions(ResidualLast: true, Residual: new ResidualShape(shape.Filters, 2 * shape.OutHeight, shape.OutWidth), Width: width), random, parts, scattered: true);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void ResultsAreWrittenAtAnotherSize(SimdWidth width, int parts)
    {
        var random = new Random(44);
        foreach (ConvolutionShape shape in Shapes.Where(s => s.Groups == 1))
        {
            foreach ((int height, int columns) in new[] { (2 * shape.OutHeight, 3 * shape.OutWidth), (shape.OutHeight + 3, shape.OutWidth + 1), ((shape.OutHeight + 1) / 2, shape.OutWidth) })
            {
                foreach (bool joins in new[] { false, true })
                {
                    Check(shape, new ConvolutionOptions(Activation.Relu, Resized: new ResizedMap(height, columns), Width: width), random, parts, joins: joins, squeezes: joins);
                }
            }
        }
    }

    [Fact]
    public void ADepthwiseResultIsNotResized() => Assert.Throws<ArgumentException>(() => Convolution.Create(
        new ConvolutionShape(8, 4, 4, 8, Groups: 8), new LayerWeights(new float[8]), new ConvolutionOptions(Resized: new ResizedMap(8, 8))));

    private static void Check(
        ConvolutionShape shape, ConvolutionOptions options, Random random, int parts, bool scaled = false, bool scattered = false, bool joins = true, bool squeezes = false)
    {
        var bench = new Bench(parts);
        float[] x = Bench.Random(random, shape.Channels * shape.Plane);
        float[] weight = Bench.Random(random, shape.Filters * shape.Depth);
        float[] bias = Bench.Random(random, shape.Filters);
        float[]? scale = scaled ? Bench.Random(random, shape.Filters) : null;
        ResizedMap map = options.Resized == default ? new ResizedMap(shape.OutHeight, shape.OutWidth) : options.Resized;
        ResidualShape other = options.Residual == default ? new ResidualShape(shape.Filters, map.Height, map.Width) : options.Residual;
        int otherPlane = other.Height * other.Width;
        float[] residual = Bench.Random(random, other.Channels * otherPlane);
        var places = new Scattered(bench, random, residual, otherPlane);
        View joined = !joins ? default : scattered ? places.Source : bench.Place(Blocks.Block(residual, otherPlane));
        int plane = map.Height * map.Width;
        int slots = ChannelBlock.Slots(shape.Filters);
        View source = bench.Place(Blocks.Block(x, shape.Plane));
        View target = bench.Reserve(slots * plane);
        View sums = squeezes ? bench.Reserve(parts * slots) : default;
        Convolution convolution = Convolution.Create(
            shape, new LayerWeights(weight, bias, residualScale: scale), options with { ResidualChannels = scattered ? places.Offsets : null });
        bench.Run(convolution, w => convolution.Run(w, source, target, joined, squeeze: sums));

        double[] plain = Reference.Convolve(shape, x.Select(v => (double)v).ToArray(), weight, bias);
        double[] expected = Enumerable.Range(0, shape.Filters * plane).Select(i =>
        {
            (int filter, int pixel) = Math.DivRem(i, plane);
            (int row, int column) = Math.DivRem(pixel, map.Width);
            double y = plain[(filter * shape.OutPlane) + (row * shape.OutHeight / map.Height * shape.OutWidth) + (column * shape.OutWidth / map.Width)];
            if (!joins || filter >= other.Channels)
            {
                return Reference.Activate(options.Activation, y);
            }

            double z = residual[(filter * otherPlane) + (row * other.Height / map.Height * other.Width) + (column * other.Width / map.Width)] * (scale?[filter] ?? 1.0);
            return options.ResidualLast ? Join(options.Join, Reference.Activate(options.Activation, y), z) : Reference.Activate(options.Activation, Join(options.Join, y, z));
        }).ToArray();
        Blocks.Close(expected, target, shape.Filters, plane, 1e-4);
        if (squeezes)
        {
            float[] totals = Enumerable.Range(0, shape.Filters).Select(f => Enumerable.Range(0, parts).Sum(p => sums.Pointer[(p * slots) + f])).ToArray();
            Bench.Close(expected.Chunk(plane).Select(m => m.Sum()).ToArray(), bench.Place(totals), 1e-4);
        }
    }

    private static double Join(CombineKind kind, double a, double b) => kind switch { CombineKind.Add => a + b, CombineKind.Multiply => a * b, _ => Math.Max(a, b) };
}
