using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Cross-channel pooling: output channel g is the largest of the input channels k ≡ g modulo the output's channels.</summary>
public sealed unsafe partial class Maxout : Kernel
{
    private readonly BlockChunks _chunks;
    private readonly LaneGather[] _candidates;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Describes the step.</summary>
    /// <param name="channels">For each input channel how many floats behind the source view pixel 0 is.</param>
    /// <param name="outChannels">Output channels.</param>
    /// <param name="plane">Pixels of a map, H·W.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The output's channels do not divide the input's.</exception>
    public Maxout(int[] channels, int outChannels, int plane, Activation activation = default, SimdWidth width = SimdWidth.Best)
    {
        ArgumentNullException.ThrowIfNull(channels);
        if (outChannels < 1 || channels.Length == 0 || channels.Length % outChannels != 0)
        {
            throw new ArgumentException($"{outChannels} channels do not divide {channels.Length}");
        }

        _chunks = new BlockChunks(outChannels, plane);
        _activation = activation;
        _width = SimdWidths.Resolve(width);
        _candidates = channels.Chunk(outChannels).Select(of => new LaneGather(of, SimdWidths.Lanes(_width))).ToArray();
    }

    /// <inheritdoc/>
    public override string Method => "maxout";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">What the channels' places count from.</param>
    /// <param name="target">The output's blocks, C/16×H×W×16, channel g in slot g; they must not overlap the input.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Floats512>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Floats256>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Floats128>(worker, source.Pointer, target.Pointer); break;
        }
    }

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_chunks.Count);
        for (int i = begin; i < end; i++)
        {
            (int block, int first, int pixels) = _chunks[i];
            float* from = source + ((nint)first * ChannelBlock.Lanes);
            float* to = target + _chunks.Offset(block, first);
            BlockLoops<L, V>.Affine(_candidates[0], block, from, ChannelBlock.Lanes, to, pixels);
            for (int k = 1; k < _candidates.Length; k++)
            {
                for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
                {
                    Larger<L, V>(_candidates[k][((block * ChannelBlock.Lanes) + lane) / L.Count], from, to + lane, pixels);
                }
            }

            BlockLoops<L, V>.Affine(to, to, pixels, _activation);
        }
    }

    private static void Larger<L, V>(GatheredVector candidate, float* from, float* to, int pixels)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (Precompiled<L, V>.Is)
        {
            LargerAheadOfTime<L, V>(candidate, from, to, pixels);
        }
        else
        {
            LargerAtOnce<L, V>(candidate, from, to, pixels);
        }
    }
}
