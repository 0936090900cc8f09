using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;
using ArchDsl.Runtime.Kernels.Winograd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Chooses between the ways to compute a convolution as products of panels of filters with runs of pixels.</summary>
internal static class DenseConvolution
{
    public static Convolution Create<L, V>(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        where L : struct, ILanes<V>
        where V : struct
    {
        switch (Resolve(shape, weights, options), shape.StrideX)
        {
            case (ConvolutionAlgorithm.Winograd4, 1): return new WinogradConvolution<L, V, WinogradFour<L, V>>(shape, weights, options);
            case (ConvolutionAlgorithm.Winograd4, 2): return new WinogradConvolution<L, V, PolyphaseFour<L, V>>(shape, weights, options);
            case (ConvolutionAlgorithm.Winograd2, 1): return new WinogradConvolution<L, V, WinogradTwo<L, V>>(shape, weights, options);
            case (ConvolutionAlgorithm.Winograd2, 2): return new WinogradConvolution<L, V, PolyphaseTwo<L, V>>(shape, weights, options);
        }

        bool inPlace = shape.IsPointwise && !options.Planar && !Transforms(weights, options);
        return inPlace ? new PointwiseConvolution<L, V>(shape, weights, options)
            : new PackedConvolution<L, V>(shape, new InputBlocks(shape, weights, options), weights, options);
    }

    private static bool Transforms(LayerWeights weights, ConvolutionOptions options) =>
        weights.InputScale is not null || options.InputActivation.Kind != ActivationKind.None;

    private static ConvolutionAlgorithm Resolve(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
    {
        bool can = shape is { KernelHeight: 3, KernelWidth: 3, StrideY: 1 or 2, DilationY: 1, DilationX: 1 }
            && shape.StrideX == shape.StrideY && !options.Planar;
        if (options.Algorithm == ConvolutionAlgorithm.Auto)
        {
            int tiles = ((shape.OutHeight + 3) / 4) * ((shape.OutWidth + 3) / 4);
            (ConvolutionAlgorithm winograd, int fewestChannels, int fewestPixels) = (shape.StrideX, tiles) switch
            {
                (1, >= 20) => (ConvolutionAlgorithm.Winograd4, 32, 0),
                (1, _) => (ConvolutionAlgorithm.Winograd2, 48, 36),
                (_, >= 64) => (ConvolutionAlgorithm.Winograd4, 64, 0),
                _ => (ConvolutionAlgorithm.Winograd2, 128, 64),
            };
            bool pays = shape.OutPlane >= fewestPixels && Math.Min(shape.GroupChannels, shape.GroupFilters) >= fewestChannels;
            return can && pays ? winograd : ConvolutionAlgorithm.Direct;
        }

        if (options.Algorithm != ConvolutionAlgorithm.Direct && !can)
        {
            throw new ArgumentException($"{options.Algorithm} computes 3x3 kernels at stride 1 or 2 from blocks, not {shape}");
        }

        return options.Algorithm;
    }
}
