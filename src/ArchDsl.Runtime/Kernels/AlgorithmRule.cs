namespace ArchDsl.Runtime.Kernels;

/// <summary>The rule of <see cref="ConvolutionAlgorithm"/>.</summary>
internal static class AlgorithmRule
{
    /// <summary>The filters of a point take as long from memory as the products of this many tiles with them.</summary>
    private const int FewestTiles = 20;

    private static readonly (ConvolutionAlgorithm Algorithm, int Outputs, int FewestChannels)[] Filterings =
    [
        (ConvolutionAlgorithm.Winograd2, 2, 48), (ConvolutionAlgorithm.Winograd3, 3, 32), (ConvolutionAlgorithm.Winograd4, 4, 32),
    ];

    /// <summary>The algorithm that is asked for, or the one the rule chooses.</summary>
    /// <exception cref="ArgumentException">The algorithm that is asked for cannot compute the convolution.</exception>
    public static ConvolutionAlgorithm Resolve(ConvolutionShape shape, ConvolutionOptions options)
    {
        bool can = shape is { KernelHeight: 3, KernelWidth: 3, StrideY: 1 or 2, DilationY: 1, DilationX: 1 }
            && shape.StrideX == shape.StrideY && !options.Planar;
        if (options.Algorithm == ConvolutionAlgorithm.Auto)
        {
            return !can ? ConvolutionAlgorithm.Direct : shape.StrideX == 1 ? Unstrided(shape) : Strided(shape);
        }

        if (options.Algorithm != ConvolutionAlgorithm.Direct && !(can && (shape.StrideX == 1 || options.Algorithm != ConvolutionAlgorithm.Winograd3)))
        {
            throw new ArgumentException(
                $"{options.Algorithm} does not compute {shape}: it takes blocks of channels and 3x3 kernels at stride 1, or 2 on tiles of 2 and 4");
        }

        return options.Algorithm;
    }

    private static ConvolutionAlgorithm Unstrided(ConvolutionShape shape)
    {
        ConvolutionAlgorithm cheapest = ConvolutionAlgorithm.Direct;

        // The transforms take time as well.
        long least = 9L * shape.OutPlane * 4 / 5;
        foreach ((ConvolutionAlgorithm algorithm, int outputs, int fewestChannels) in Filterings)
        {
            long products = (outputs + 2) * (outputs + 2) * Math.Max(shape.Tiles(outputs), FewestTiles);
            if (Channels(shape) >= fewestChannels && products < least)
            {
                cheapest = algorithm;
                least = products;
            }
        }

        return cheapest;
    }

    private static ConvolutionAlgorithm Strided(ConvolutionShape shape) =>
        shape.Tiles(4) >= 64 && Channels(shape) >= 64 ? ConvolutionAlgorithm.Winograd4
        : shape.OutPlane >= 64 && Channels(shape) >= 128 ? ConvolutionAlgorithm.Winograd2
        : ConvolutionAlgorithm.Direct;

    private static int Channels(ConvolutionShape shape) => Math.Min(shape.GroupChannels, shape.GroupFilters);
}
