using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>
/// The one-dimensional transforms of F(m, 3): m outputs of a 3-tap filter by one product for each point. Applied to rows
/// and columns they give F(m×m, 3×3). Each reads vectors <c>step</c> floats apart and writes vectors <c>apart</c> floats
/// apart. The product at point 1 is added once to every output.
/// </summary>
internal unsafe interface IWinograd<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Which algorithm this is.</summary>
    static abstract ConvolutionAlgorithm Algorithm { get; }

    /// <summary>Outputs of a tile, m.</summary>
    static abstract int Outputs { get; }

    /// <summary>The convolution's stride.</summary>
    static abstract int Stride { get; }

    /// <summary>Inputs of a tile, and products: m + 2 at stride 1, 2m + 1 at stride 2.</summary>
    static abstract int Points { get; }

    /// <summary>Points of the transformed filter; the last of them is the filter of all further points.</summary>
    static abstract int FilterPoints { get; }

    /// <summary>Three taps to the filter's points.</summary>
    static abstract void Filter(float* from, nint step, float* to, nint apart);

    /// <summary>A tile's inputs to the points.</summary>
    static abstract void Input(float* from, nint step, float* to, nint apart);

    /// <summary>The points to a tile's outputs.</summary>
    static abstract void Output(float* from, nint step, float* to, nint apart);
}
