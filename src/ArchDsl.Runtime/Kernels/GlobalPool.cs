using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One number a channel: the mean or the maximum of its map.</summary>
public sealed unsafe class GlobalPool : Kernel
{
    private readonly int _blocks;
    private readonly int _plane;
    private readonly bool _max;
    private readonly SimdWidth _width;

    /// <summary>Describes the pool.</summary>
    /// <param name="slots">Slots of the map; the result's are the same.</param>
    /// <param name="plane">Pixels of a map, H·W.</param>
    /// <param name="max">The maximum instead of the mean.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot or no pixel.</exception>
    public GlobalPool(int slots, int plane, bool max = false, SimdWidth width = SimdWidth.Best)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(plane, 1);
        _blocks = ChannelBlock.Count(slots);
        _plane = plane;
        _max = max;
        _width = SimdWidths.Resolve(width);
    }

    /// <inheritdoc/>
    public override string Method => "global pool";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input's blocks, C/16×H×W×16.</param>
    /// <param name="target">The output, one float a slot, whole blocks of 16.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Floats512>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Floats256>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Floats128>(worker, source.Pointer, target.Pointer); break;
        }
    }

    /// <summary>The means, from the channel sums that a convolution left as it wrote the map.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="squeeze">Channel sums, <see cref="CpuWorker.Parts"/> × slots in whole blocks of 16.</param>
    /// <param name="target">The output, one float a slot, whole blocks of 16.</param>
    public void Finish(CpuWorker worker, View squeeze, View target)
    {
        int slots = _blocks * ChannelBlock.Lanes;
        (int begin, int end) = worker.Share(_blocks);
        for (int slot = begin * ChannelBlock.Lanes; slot < end * ChannelBlock.Lanes; slot++)
        {
            float sum = 0f;
            for (int part = 0; part < worker.Parts; part++)
            {
                sum += squeeze.Pointer[(part * slots) + slot];
            }

            target.Pointer[slot] = sum / _plane;
        }
    }

    internal override int ScratchFloats(int parts) => ChannelBlock.Lanes;

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_blocks);
        for (int block = begin; block < end; block++)
        {
            float* map = source + ((nint)block * _plane * ChannelBlock.Lanes);
            float* to = target + (block * ChannelBlock.Lanes);
            if (_max)
            {
                MapReduction<L, V>.Largest(map, _plane, to);
                continue;
            }

            MapReduction<L, V>.Clear(to, worker.Scratch);
            MapReduction<L, V>.AddPixels(map, _plane, to, worker.Scratch);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                L.Store(to + lane, L.Div(L.Load(to + lane), L.Set(_plane)));
            }
        }
    }
}
