using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

public sealed class WinogradTests
{
    public static TheoryData<SimdWidth, int> WidthsAndParts => Bench.WidthsAndParts;

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void AnyMapPadAndNumberOfChannelsWill(SimdWidth width, int parts)
    {
        ConvolutionShape[] shapes =
        [
            new(5, 1, 1, 3, 3, 3, 1, 1, 1, 1),
            new(16, 3, 3, 16, 3, 3),
            new(20, 7, 7, 58, 3, 3, 1, 1, 1, 1),
            new(33, 13, 17, 40, 3, 3, 1, 1, 2, 0),
            new(64, 8, 12, 48, 3, 3, 1, 1, 1, 1, Groups: 2),
            new(40, 6, 5, 24, 3, 3, 1, 1, 1, 1, Groups: 8),
            new(9, 30, 34, 70, 3, 3, 1, 1, 1, 1),
            new(5, 1, 1, 3, 3, 3, 2, 2, 1, 1),
            new(16, 3, 3, 16, 3, 3, 2, 2),
            new(20, 15, 15, 58, 3, 3, 2, 2, 1, 1),
            new(33, 26, 33, 40, 3, 3, 2, 2, 2, 0),
            new(64, 16, 24, 48, 3, 3, 2, 2, 1, 1, Groups: 2),
            new(40, 12, 9, 24, 3, 3, 2, 2, 1, 1, Groups: 8),
            new(9, 61, 66, 70, 3, 3, 2, 2, 1, 1),
        ];
        foreach (ConvolutionAlgorithm algorithm in new[] { ConvolutionAlgorithm.Winograd2, ConvolutionAlgorithm.Winograd3, ConvolutionAlgorithm.Winograd4 })
        {
            foreach (ConvolutionShape shape in shapes.Where(s => s.StrideX == 1 || algorithm != ConvolutionAlgorithm.Winograd3))
            {
                var options = new ConvolutionOptions(Activation.Relu, Algorithm: algorithm, Width: width);
                new ConvolutionCase(shape, options) { Scattered = shape.Groups == 1, Residual = true }.Check(parts);
                new ConvolutionCase(shape, options with { Activation = Activation.Leaky(0.1f) }).Check(parts);
                new ConvolutionCase(shape, options with { Activation = Activation.Silu, ResidualLast = true }) { Residual = true, InPlace = true, Squeeze = true }.Check(parts);
            }
        }
    }

    [Theory]
    [InlineData(SimdWidth.Bits128, 1)]
    [InlineData(SimdWidth.Bits256, 1)]
    [InlineData(SimdWidth.Bits512, 1)]
    [InlineData(SimdWidth.Bits128, 2)]
    [InlineData(SimdWidth.Bits256, 2)]
    [InlineData(SimdWidth.Bits512, 2)]
    public void TheErrorStaysBelowAHundredThousandthOfTheLargestOutput(SimdWidth width, int stride)
    {
        var shape = new ConvolutionShape(128, 9 * stride, 10 * stride, 32, 3, 3, stride, stride, 1, 1);
        (ConvolutionAlgorithm, double)[] bounds =
        [
            (ConvolutionAlgorithm.Winograd4, 1e-5), (ConvolutionAlgorithm.Winograd3, 5e-6), (ConvolutionAlgorithm.Winograd2, 2e-6),
        ];
        foreach ((ConvolutionAlgorithm algorithm, double bound) in bounds.Where(b => stride == 1 || b.Item1 != ConvolutionAlgorithm.Winograd3))
        {
            for (int seed = 0; seed < 3; seed++)
            {
                new ConvolutionCase(shape, new ConvolutionOptions(Algorithm: algorithm, Width: width)) { Tolerance = bound }.Check(1, seed);
            }
        }
    }

    [Fact]
    public void TheRuleIsTheDocumentedOne()
    {
        var shape = new ConvolutionShape(64, 28, 28, 64, 3, 3, 1, 1, 1, 1);
        Assert.Equal(ConvolutionAlgorithm.Winograd4, Chosen(shape));
        Assert.Equal(ConvolutionAlgorithm.Winograd4, Chosen(shape with { Height = 16, Width = 16, Channels = 32 }));
        Assert.Equal(ConvolutionAlgorithm.Winograd3, Chosen(shape with { Height = 14, Width = 14 }));
        Assert.Equal(ConvolutionAlgorithm.Winograd3, Chosen(shape with { Height = 12, Width = 12 }));
        Assert.Equal(ConvolutionAlgorithm.Winograd3, Chosen(shape with { Height = 14, Width = 14, Filters = 32 }));
        Assert.Equal(ConvolutionAlgorithm.Winograd2, Chosen(shape with { Height = 10, Width = 10 }));
        Assert.Equal(ConvolutionAlgorithm.Winograd2, Chosen(shape with { Height = 7, Width = 7 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(shape with { Height = 7, Width = 7, Filters = 47 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(shape with { Height = 6, Width = 7 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(shape with { StrideX = 2 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(shape with { StrideX = 3, StrideY = 3 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(shape with { DilationY = 2 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(shape with { Groups = 4 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(shape with { Channels = 16 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(shape, new ConvolutionOptions(Algorithm: ConvolutionAlgorithm.Direct)));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(shape, new ConvolutionOptions(Planar: true)));
        Assert.Equal(ConvolutionAlgorithm.Winograd2, Chosen(shape, new ConvolutionOptions(Algorithm: ConvolutionAlgorithm.Winograd2)));
        Assert.Equal(ConvolutionAlgorithm.Winograd3, Chosen(shape, new ConvolutionOptions(Algorithm: ConvolutionAlgorithm.Winograd3)));
        ConvolutionShape strided = shape with { Height = 64, Width = 63, StrideX = 2, StrideY = 2 };
        Assert.Equal(ConvolutionAlgorithm.Winograd4, Chosen(strided));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(strided with { Channels = 63 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(strided with { Height = 56 }));
        Assert.Equal(ConvolutionAlgorithm.Winograd2, Chosen(strided with { Height = 56, Channels = 128, Filters = 128 }));
        Assert.Equal(ConvolutionAlgorithm.Direct, Chosen(strided with { Height = 14, Width = 14, Channels = 128, Filters = 128 }));
    }

    [Theory]
    [InlineData(256, 256, 2)]
    [InlineData(256, 2048, 2)]
    [InlineData(64, 4096, 1)]
    public void LargeMapsTakeLittleScratch(int channels, int side, int stride)
    {
        var shape = new ConvolutionShape(channels, side, side, channels, 3, 3, stride, stride, 1, 1);
        Convolution convolution = Convolution.Create(shape, new LayerWeights(new float[shape.Filters * shape.Depth]));
        Assert.Equal(ConvolutionAlgorithm.Winograd4, convolution.Algorithm);
        Assert.InRange(convolution.ScratchFloats(1), 1, 6 << 20);
    }

    private static ConvolutionAlgorithm Chosen(ConvolutionShape shape, ConvolutionOptions options = default) =>
        Convolution.Create(shape, new LayerWeights(new float[shape.Filters * shape.Depth]), options).Algorithm;
}
