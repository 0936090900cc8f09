using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// target = activation(source * scale[c] + shift[c]): a norm that no convolution could take in, an activation alone, or
/// with neither a copy. Channels can come from several places and go to planes in any order.
/// </summary>
public sealed unsafe class Affine : Kernel
{
    private readonly int _channels;
    private readonly int _plane;
    private readonly float[]? _scale;
    private readonly float[]? _shift;
    private readonly int[]? _planes;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Describes the step.</summary>
    /// <param name="channels">Planes.</param>
    /// <param name="plane">Pixels of each.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="norm">One factor and one addend a channel, in the order of the sources; null for a norm that does nothing.</param>
    /// <param name="planes">The plane each channel is written to, a permutation; null for the identity.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The norm or the planes do not hold one value a channel.</exception>
    public Affine(int channels, int plane, Activation activation, ScaleShift? norm = null, int[]? planes = null, SimdWidth width = SimdWidth.Best)
    {
        float[]? scale = norm?.Scale;
        float[]? shift = norm?.Shift;
        if ((scale is not null && scale.Length != channels) || (shift is not null && shift.Length != channels))
        {
            throw new ArgumentException($"scale and shift must hold {channels} values each");
        }

        if (planes is not null && !planes.Order().SequenceEqual(Enumerable.Range(0, channels)))
        {
            throw new ArgumentException($"planes must be a permutation of the {channels} channels");
        }

        _channels = channels;
        _plane = plane;
        _activation = activation;
        _scale = scale;
        _shift = shift;
        _planes = planes;
        _width = SimdWidths.Resolve(width);
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input, C×H×W.</param>
    /// <param name="target">The output, C×H×W; it may be the input where planes keep their order.</param>
    public void Run(CpuWorker worker, View source, View target) => Run(worker, [new Source(source, _channels)], target);

    /// <summary>Computes this worker's share of one sample from channels that live in several places.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="sources">The input's channels in order.</param>
    /// <param name="target">The output, C×H×W; it must not overlap any of several sources.</param>
    public void Run(CpuWorker worker, ReadOnlySpan<Source> sources, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Vector512<float>>(worker, sources, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Vector256<float>>(worker, sources, target.Pointer); break;
            default: Compute<Lanes128, Vector128<float>>(worker, sources, target.Pointer); break;
        }
    }

    private void Compute<L, V>(CpuWorker worker, ReadOnlySpan<Source> sources, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_channels);
        for (int channel = begin; channel < end; channel++)
        {
            float* from = Source.Channel(sources, channel, _plane);
            float* to = target + ((nint)(_planes is null ? channel : _planes[channel]) * _plane);
            if (_scale is null && _shift is null && _activation.Kind == ActivationKind.None)
            {
                RowCopy<L, V>.Copy(from, to, _plane);
                continue;
            }

            float scale = _scale is null ? 1f : _scale[channel];
            float shift = _shift is null ? 0f : _shift[channel];
            Pointwise<L, V>.Affine(_activation, from, to, _plane, scale, shift);
        }
    }
}
