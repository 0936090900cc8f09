using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One number a plane: its mean or its maximum.</summary>
public sealed unsafe class GlobalPool : Kernel
{
    private readonly int _channels;
    private readonly int _plane;
    private readonly bool _max;
    private readonly SimdWidth _width;

    /// <summary>Describes the pool.</summary>
    /// <param name="channels">Planes.</param>
    /// <param name="plane">Pixels of each.</param>
    /// <param name="max">The maximum instead of the mean.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    public GlobalPool(int channels, int plane, bool max = false, SimdWidth width = SimdWidth.Best)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(plane, 1);
        _channels = channels;
        _plane = plane;
        _max = max;
        _width = SimdWidths.Resolve(width);
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input, C×H×W.</param>
    /// <param name="target">The output, one float a channel.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Vector512<float>>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Vector256<float>>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Vector128<float>>(worker, source.Pointer, target.Pointer); break;
        }
    }

    /// <summary>The means, from the channel sums that a convolution left as it wrote the map.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="squeeze">Channel sums, <see cref="CpuWorker.Parts"/> × channels.</param>
    /// <param name="target">The output, one float a channel.</param>
    public void Finish(CpuWorker worker, View squeeze, View target)
    {
        (int begin, int end) = worker.Share(_channels);
        for (int channel = begin; channel < end; channel++)
        {
            float sum = 0f;
            for (int part = 0; part < worker.Parts; part++)
            {
                sum += squeeze.Pointer[(part * _channels) + channel];
            }

            target.Pointer[channel] = sum / _plane;
        }
    }

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_channels);
        for (int channel = begin; channel < end; channel++)
        {
            float* plane = source + ((nint)channel * _plane);
            target[channel] = _max ? Largest(plane) : Reduce<L, V>.Sum(plane, _plane) / _plane;
        }
    }

    private float Largest(float* plane)
    {
        float largest = plane[0];
        for (int i = 1; i < _plane; i++)
        {
            largest = MathF.Max(largest, plane[i]);
        }

        return largest;
    }
}
