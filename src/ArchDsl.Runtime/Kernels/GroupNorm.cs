using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Group normalisation and an activation: mean and variance over each group of channels of one sample.</summary>
public sealed unsafe class GroupNorm : Kernel
{
    private readonly int _channels;
    private readonly int _plane;
    private readonly int _groups;
    private readonly double _epsilon;
    private readonly float[] _scale;
    private readonly float[] _shift;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Describes the norm.</summary>
    /// <param name="channels">Planes.</param>
    /// <param name="plane">Pixels of each.</param>
    /// <param name="groups">Groups of neighbouring channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="scale">One factor a channel.</param>
    /// <param name="shift">One addend a channel.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">Groups do not divide the channels, or scale and shift do not hold one value a channel.</exception>
    public GroupNorm(
        int channels, int plane, int groups, double epsilon, float[] scale, float[] shift, Activation activation = default, SimdWidth width = SimdWidth.Best)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(shift);
        if (groups < 1 || channels % groups != 0 || scale.Length != channels || shift.Length != channels)
        {
            throw new ArgumentException($"a norm of {channels} channels in {groups} groups got {scale.Length} scales and {shift.Length} shifts");
        }

        _channels = channels;
        _plane = plane;
        _groups = groups;
        _epsilon = epsilon;
        _scale = scale;
        _shift = shift;
        _activation = activation;
        _width = SimdWidths.Resolve(width);
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input, C×H×W.</param>
    /// <param name="target">The output, C×H×W; it may be the input.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Vector512<float>>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Vector256<float>>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Vector128<float>>(worker, source.Pointer, target.Pointer); break;
        }
    }

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        int size = _channels / _groups;
        (int begin, int end) = worker.Share(_groups);
        for (int group = begin; group < end; group++)
        {
            (double mean, double deviation) = Statistics<L, V>(source + ((nint)group * size * _plane), size);
            for (int channel = group * size; channel < (group + 1) * size; channel++)
            {
                nint at = (nint)channel * _plane;
                double scale = _scale[channel] / deviation;
                double shift = _shift[channel] - (mean * scale);
                Pointwise<L, V>.Affine(_activation, source + at, target + at, _plane, (float)scale, (float)shift);
            }
        }
    }

    // Planes are summed in floats and added up in doubles; squares are taken around the mean, so nothing cancels.
    private (double Mean, double Deviation) Statistics<L, V>(float* source, int channels)
        where L : struct, ILanes<V>
        where V : struct
    {
        double sum = 0;
        for (int channel = 0; channel < channels; channel++)
        {
            sum += Reduce<L, V>.Sum(source + ((nint)channel * _plane), _plane);
        }

        double count = (double)channels * _plane;
        double mean = sum / count;
        double squares = 0;
        for (int channel = 0; channel < channels; channel++)
        {
            squares += Reduce<L, V>.SquaresAround(source + ((nint)channel * _plane), _plane, (float)mean);
        }

        return (mean, Math.Sqrt((squares / count) + _epsilon));
    }
}
