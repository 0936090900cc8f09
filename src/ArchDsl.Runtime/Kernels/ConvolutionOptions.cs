using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>What a convolution does beside convolving.</summary>
/// <param name="Activation">Applied to the result.</param>
/// <param name="ResidualLast">Whether a residual is added after the activation instead of before.</param>
/// <param name="Join">How a residual joins the result.</param>
/// <param name="Residual">The residual's shape where that is not the result's.</param>
/// <param name="ResidualChannels">
/// Where the residual of each slot is: floats from the residual's start to its channel's pixel 0, or -1 for none, which counts as
/// zero; null where it is slot by slot.
/// </param>
/// <param name="Resized">The size at which the result is written; by default its own.</param>
/// <param name="InputActivation">Applied to the input after its scale and shift.</param>
/// <param name="Channels">
/// Where each input channel is: floats from the source's start to the channel's pixel 0; null for slots 0, 1, 2, …
/// </param>
/// <param name="Planar">Whether the source is the caller's C×H×W planes instead of blocks of channels.</param>
/// <param name="GateChannels">Which float of the gate is each input channel's factor; null for their own order.</param>
/// <param name="Sums">What channel sums, as a squeeze leaves them, are read instead of a map; by default none.</param>
/// <param name="Algorithm">How it is computed; by default what <see cref="ConvolutionAlgorithm"/>'s rule says.</param>
/// <param name="Width">The vector width; by default the machine's best.</param>
public readonly record struct ConvolutionOptions(
    Activation Activation = default,
    bool ResidualLast = false,
    CombineKind Join = CombineKind.Add,
    ResidualShape Residual = default,
    int[]? ResidualChannels = null,
    ResizedMap Resized = default,
    Activation InputActivation = default,
    int[]? Channels = null,
    bool Planar = false,
    int[]? GateChannels = null,
    ChannelSums Sums = default,
    ConvolutionAlgorithm Algorithm = ConvolutionAlgorithm.Auto,
    SimdWidth Width = SimdWidth.Best)
{
    internal void Check(ConvolutionShape shape)
    {
        if (Channels is not null && Channels.Length != shape.Channels)
        {
            throw new ArgumentException($"{Channels.Length} channel places given for {shape.Channels} input channels");
        }

        if (GateChannels is not null && GateChannels.Length != shape.Channels)
        {
            throw new ArgumentException($"{GateChannels.Length} gate places given for {shape.Channels} input channels");
        }

        if (ResidualChannels is not null && ResidualChannels.Length != shape.Filters)
        {
            throw new ArgumentException($"{ResidualChannels.Length} residual places given for {shape.Filters} filters");
        }

        if (Residual != default && (Residual.Channels < 1 || Residual.Height < 1 || Residual.Width < 1))
        {
            throw new ArgumentException($"{Residual} is no tensor's shape");
        }

        if (Resized != default && (Resized.Height < 1 || Resized.Width < 1 || DepthwiseConvolution.Takes(shape)))
        {
            throw new ArgumentException($"the result of {shape} cannot be written as {Resized}");
        }

        if (Sums != default && (shape.Plane != 1 || Sums.Pixels < 1))
        {
            throw new ArgumentException($"{Sums} are one number a channel, not the input of {shape}");
        }
    }
}
