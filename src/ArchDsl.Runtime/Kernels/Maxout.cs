using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Cross-channel pooling: output channel g is the largest of the input channels k ≡ g modulo the output's channels.</summary>
public sealed unsafe class Maxout : Kernel
{
    private readonly int _channels;
    private readonly int _outChannels;
    private readonly int _plane;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Describes the step.</summary>
    /// <param name="channels">Input planes.</param>
    /// <param name="outChannels">Output planes.</param>
    /// <param name="plane">Pixels of each.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The output's channels do not divide the input's.</exception>
    public Maxout(int channels, int outChannels, int plane, Activation activation = default, SimdWidth width = SimdWidth.Best)
    {
        if (outChannels < 1 || channels < 1 || channels % outChannels != 0)
        {
            throw new ArgumentException($"{outChannels} channels do not divide {channels}");
        }

        _channels = channels;
        _outChannels = outChannels;
        _plane = plane;
        _activation = activation;
        _width = SimdWidths.Resolve(width);
    }

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="sources">The input's channels in order.</param>
    /// <param name="target">The output, C×H×W.</param>
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
        (int begin, int end) = worker.Share(_outChannels);
        for (int channel = begin; channel < end; channel++)
        {
            float* to = target + ((nint)channel * _plane);
            RowCopy<L, V>.Copy(Source.Channel(sources, channel, _plane), to, _plane);
            for (int other = channel + _outChannels; other < _channels; other += _outChannels)
            {
                Larger<L, V>(Source.Channel(sources, other, _plane), to);
            }

            if (_activation.Kind != ActivationKind.None)
            {
                Pointwise<L, V>.Apply(_activation, to, to, _plane);
            }
        }
    }

    private void Larger<L, V>(float* from, float* to)
        where L : struct, ILanes<V>
        where V : struct
    {
        int i = 0;
        for (; i <= _plane - L.Count; i += L.Count)
        {
            L.Store(to + i, L.Max(L.Load(to + i), L.Load(from + i)));
        }

        for (; i < _plane; i++)
        {
            to[i] = MathF.Max(to[i], from[i]);
        }
    }
}
