using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>ECA's convolution along a vector of channels, zero padded to keep its length, and an activation.</summary>
public sealed unsafe class ChannelConvolution : Kernel
{
    private readonly int _channels;
    private readonly float[] _weight;
    private readonly Activation _activation;

    /// <summary>Describes the step.</summary>
    /// <param name="channels">Length of the vector.</param>
    /// <param name="weight">The taps, an odd number of them.</param>
    /// <param name="activation">Applied last.</param>
    /// <exception cref="ArgumentException">The number of taps is even.</exception>
    public ChannelConvolution(int channels, float[] weight, Activation activation = default)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Length % 2 == 0)
        {
            throw new ArgumentException($"a convolution along channels needs an odd number of taps, not {weight.Length}");
        }

        _channels = channels;
        _weight = weight;
        _activation = activation;
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">One float a channel.</param>
    /// <param name="target">One float a channel; it must not overlap the source.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        (int begin, int end) = worker.Share(_channels);
        for (int channel = begin; channel < end; channel++)
        {
            float sum = 0f;
            for (int tap = 0; tap < _weight.Length; tap++)
            {
                int at = channel + tap - (_weight.Length / 2);
                if ((uint)at < (uint)_channels)
                {
                    sum += _weight[tap] * source.Pointer[at];
                }
            }

            target.Pointer[channel] = sum;
        }

        Pointwise<Lanes128, Vector128<float>>.Apply(_activation, target.Pointer + begin, target.Pointer + begin, end - begin);
    }
}
