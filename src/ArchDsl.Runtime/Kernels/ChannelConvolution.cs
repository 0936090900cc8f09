using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>ECA's convolution along a vector of channels, zero padded to keep its length, and an activation.</summary>
public sealed unsafe class ChannelConvolution : Kernel
{
    private readonly int[] _channels;
    private readonly float[] _weight;
    private readonly Activation _activation;

    /// <summary>Describes the step.</summary>
    /// <param name="channels">For each channel of the vector how many floats behind the source view it is.</param>
    /// <param name="weight">The taps, an odd number of them.</param>
    /// <param name="activation">Applied last.</param>
    /// <exception cref="ArgumentException">The number of taps is even, or there is no channel.</exception>
    public ChannelConvolution(int[] channels, float[] weight, Activation activation = default)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Length % 2 == 0 || channels.Length == 0)
        {
            throw new ArgumentException($"a convolution along channels needs channels and an odd number of taps, not {channels.Length} and {weight.Length}");
        }

        _channels = channels;
        _weight = weight;
        _activation = activation;
    }

    /// <inheritdoc/>
    public override string Method => "channel convolution";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">What the channels' places count from.</param>
    /// <param name="target">The output, channel c in slot c, whole blocks of 16; it must not overlap the source.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        (int begin, int end) = worker.Share(ChannelBlock.Count(_channels.Length));
        for (int block = begin; block < end; block++)
        {
            float* to = target.Pointer + (block * ChannelBlock.Lanes);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane++)
            {
                int channel = (block * ChannelBlock.Lanes) + lane;
                to[lane] = channel < _channels.Length ? Sum(source.Pointer, channel) : 0f;
            }

            BlockLoops<Lanes128, Floats128>.Affine(to, to, 1, _activation);
        }
    }

    private float Sum(float* source, int channel)
    {
        float sum = 0f;
        for (int tap = 0; tap < _weight.Length; tap++)
        {
            int at = channel + tap - (_weight.Length / 2);
            if ((uint)at < (uint)_channels.Length)
            {
                sum += _weight[tap] * source[_channels[at]];
            }
        }

        return sum;
    }
}
