using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Channels from wherever they are in blocks as a caller's planes, C×H×W; nothing is written beyond them.</summary>
public sealed unsafe partial class ToPlanes : Kernel
{
    private const int Quad = 4;

    private readonly int _channels;
    private readonly int _plane;
    private readonly BlockChunks _chunks;
    private readonly LaneGather _gather;
    private readonly SimdWidth _width;

    /// <summary>Describes the step.</summary>
    /// <param name="channels">For each channel how many floats behind the source view pixel 0 is.</param>
    /// <param name="plane">Pixels of a map, H·W.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">There is no channel.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no pixel.</exception>
    public ToPlanes(int[] channels, int plane, SimdWidth width = SimdWidth.Best)
    {
        ArgumentNullException.ThrowIfNull(channels);
        _width = SimdWidths.Resolve(width);
        _gather = new LaneGather(channels, SimdWidths.Lanes(_width));
        _chunks = new BlockChunks(channels.Length, plane);
        _channels = channels.Length;
        _plane = plane;
    }

    /// <inheritdoc/>
    public override string Method => "to planes";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">What the channels' places count from.</param>
    /// <param name="target">The planes, C×H×W; they must not overlap the input.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Floats512>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Floats256>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Floats128>(worker, source.Pointer, target.Pointer); break;
        }
    }

    internal override int ScratchFloats(int parts) => BlockChunks.Longest * ChannelBlock.Lanes;

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_chunks.Count);
        for (int i = begin; i < end; i++)
        {
            (int block, int first, int pixels) = _chunks[i];
            float* from = source + ((nint)first * ChannelBlock.Lanes);
            bool isWhole = _gather.IsWhole(block, out int whole);
            float* map = from + whole;
            if (!isWhole)
            {
                map = worker.Scratch;
                BlockLoops<L, V>.Affine(_gather, block, from, ChannelBlock.Lanes, map, pixels);
            }

            for (int lane = 0; lane < ChannelBlock.Lanes; lane += Quad)
            {
                int channel = (block * ChannelBlock.Lanes) + lane;
                if (channel < _channels)
                {
                    Lanes(map + lane, target + ((nint)channel * _plane) + first, Math.Min(Quad, _channels - channel), pixels);
                }
            }
        }
    }

    private void Lanes(float* from, float* planes, int channels, int pixels)
    {
        if (Precompiled<Lanes128, Floats128>.Is)
        {
            LanesAheadOfTime(from, planes, channels, pixels);
        }
        else
        {
            LanesAtOnce(from, planes, channels, pixels);
        }
    }
}
