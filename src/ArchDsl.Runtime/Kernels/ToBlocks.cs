using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>A caller's planes as blocks of channels: C×H×W to C/16×H×W×16, channel c in slot c, zeros in the slots left over.</summary>
public sealed unsafe partial class ToBlocks : Kernel
{
    private const int Quad = 4;

    private readonly int _channels;
    private readonly int _plane;
    private readonly BlockChunks _chunks;

    /// <summary>Describes the step.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="plane">Pixels of a map, H·W.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no channel or no pixel.</exception>
    public ToBlocks(int channels, int plane)
    {
        _chunks = new BlockChunks(channels, plane);
        _channels = channels;
        _plane = plane;
    }

    /// <inheritdoc/>
    public override string Method => "to blocks";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The planes, C×H×W.</param>
    /// <param name="target">The blocks, C/16×H×W×16; they must not overlap the planes.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        (int begin, int end) = worker.Share(_chunks.Count);
        for (int i = begin; i < end; i++)
        {
            (int block, int first, int pixels) = _chunks[i];
            float* to = target.Pointer + _chunks.Offset(block, first);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += Quad)
            {
                int channel = (block * ChannelBlock.Lanes) + lane;
                int channels = Math.Min(Quad, _channels - channel);
                if (channels > 0)
                {
                    Lanes(source.Pointer + ((nint)channel * _plane) + first, channels, to + lane, pixels);
                }
                else
                {
                    Clear(to + lane, pixels);
                }
            }
        }
    }

    private void Lanes(float* planes, int channels, float* to, int pixels)
    {
        if (Precompiled<Lanes128, Floats128>.Is)
        {
            LanesAheadOfTime(planes, channels, to, pixels);
        }
        else
        {
            LanesAtOnce(planes, channels, to, pixels);
        }
    }

    private static void Clear(float* to, int pixels)
    {
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            new Span<float>(to + (pixel * ChannelBlock.Lanes), Quad).Clear();
        }
    }
}
