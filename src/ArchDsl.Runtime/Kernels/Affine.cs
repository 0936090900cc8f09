using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>target = activation(source * scale[c] + shift[c]): a norm that no convolution could take in, or an activation alone.</summary>
public sealed unsafe class Affine : Kernel
{
    private readonly int _channels;
    private readonly int _plane;
    private readonly float[]? _scale;
    private readonly float[]? _shift;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Describes the step.</summary>
    /// <param name="channels">Planes.</param>
    /// <param name="plane">Pixels of each.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="scale">One factor a channel, or null for 1.</param>
    /// <param name="shift">One addend a channel, or null for 0.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">Scale or shift do not hold one value a channel.</exception>
    public Affine(int channels, int plane, Activation activation, float[]? scale = null, float[]? shift = null, SimdWidth width = SimdWidth.Best)
    {
        if ((scale is not null && scale.Length != channels) || (shift is not null && shift.Length != channels))
        {
            throw new ArgumentException($"scale and shift must hold {channels} values each");
        }

        _channels = channels;
        _plane = plane;
        _activation = activation;
        _scale = scale;
        _shift = shift;
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
        (int begin, int end) = worker.Share(_channels);
        for (int channel = begin; channel < end; channel++)
        {
            nint at = (nint)channel * _plane;
            float scale = _scale is null ? 1f : _scale[channel];
            float shift = _shift is null ? 0f : _shift[channel];
            Pointwise<L, V>.Affine(_activation, source + at, target + at, _plane, scale, shift);
        }
    }
}
