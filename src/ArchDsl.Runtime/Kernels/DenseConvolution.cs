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
        switch (AlgorithmRule.Resolve(shape, options), shape.StrideX)
        {
            case (ConvolutionAlgorithm.Winograd4, 1): return new WinogradConvolution<L, V, WinogradFour<L, V>>(shape, weights, options);
            case (ConvolutionAlgorithm.Winograd4, 2): return new WinogradConvolution<L, V, PolyphaseFour<L, V>>(shape, weights, options);
            case (ConvolutionAlgorithm.Winograd3, 1): return new WinogradConvolution<L, V, WinogradThree<L, V>>(shape, weights, options);
            case (ConvolutionAlgorithm.Winograd2, 1): return new WinogradConvolution<L, V, WinogradTwo<L, V>>(shape, weights, options);
            case (ConvolutionAlgorithm.Winograd2, 2): return new WinogradConvolution<L, V, PolyphaseTwo<L, V>>(shape, weights, options);
        }

        bool inPlace = shape.IsPointwise && !options.Planar && !Transforms(weights, options);
        return inPlace ? new PointwiseConvolution<L, V>(shape, weights, options)
            : new PackedConvolution<L, V>(shape, new InputBlocks(shape, weights, options), weights, options);
    }

    private static bool Transforms(LayerWeights weights, ConvolutionOptions options) =>
        weights.InputScale is not null || options.InputActivation.Kind != ActivationKind.None;
}
