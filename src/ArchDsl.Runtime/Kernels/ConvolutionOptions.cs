using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>What a convolution does beside convolving.</summary>
/// <param name="Activation">Applied to the result.</param>
/// <param name="ResidualLast">Whether a residual is added after the activation instead of before.</param>
/// <param name="InputActivation">Applied to the input after its scale and shift (pointwise only).</param>
/// <param name="Planes">The plane each output channel is written to, a permutation; null for the identity.</param>
/// <param name="Width">The vector width; by default the machine's best.</param>
public readonly record struct ConvolutionOptions(
    Activation Activation = default,
    bool ResidualLast = false,
    Activation InputActivation = default,
    int[]? Planes = null,
    SimdWidth Width = SimdWidth.Best)
{
    internal void Check(ConvolutionShape shape)
    {
        if (Planes is not null && !Planes.Order().SequenceEqual(Enumerable.Range(0, shape.Filters)))
        {
            throw new ArgumentException($"planes must be a permutation of the {shape.Filters} output channels");
        }
    }
}
