using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One number a channel: the mean or the maximum of its map.</summary>
public sealed unsafe class GlobalPool : Kernel
{
    private readonly int _blocks;
    private readonly int _plane;
    private readonly bool _max;
    private readonly object _reader;
    private readonly SimdWidth _width;

    /// <summary>Describes the pool.</summary>
    /// <param name="slots">Slots of the map; the result's are the same.</param>
    /// <param name="plane">Pixels of a map, H·W.</param>
    /// <param name="max">The maximum instead of the mean.</param>
    /// <param name="input">Where channels come from and what happens to them before; by default a tensor as it stands.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">The input is not of these slots.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot or no pixel.</exception>
    public GlobalPool(int slots, int plane, bool max = false, MapInput input = default, SimdWidth width = SimdWidth.Best)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(plane, 1);
        _blocks = ChannelBlock.Count(slots);
        _plane = plane;
        _max = max;
        _width = SimdWidths.Resolve(width);
        _reader = _width switch
        {
            SimdWidth.Bits512 => new MapReader<Lanes512, Floats512>(input, slots, plane),
            SimdWidth.Bits256 => new MapReader<Lanes256, Floats256>(input, slots, plane),
            _ => new MapReader<Lanes128, Floats128>(input, slots, plane),
        };
    }

    /// <inheritdoc/>
    public override string Method => "global pool";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input's blocks, C/16×H×W×16, or what its channels' places count from.</param>
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
        (int begin, int end) = worker.Share(_blocks);
        new ChannelSums(_blocks * ChannelBlock.Lanes, _plane)
            .Finish(worker, squeeze.Pointer, begin * ChannelBlock.Lanes, end * ChannelBlock.Lanes, target.Pointer);
    }

    internal override int ScratchFloats(int parts) => (1 + BlockChunks.Longest) * ChannelBlock.Lanes;

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        var reader = (MapReader<L, V>)_reader;
        float* lost = worker.Scratch;
        (int begin, int end) = worker.Share(_blocks);
        for (int block = begin; block < end; block++)
        {
            float* to = target + (block * ChannelBlock.Lanes);
            MapReduction<L, V>.Clear(to, lost);
            if (_max)
            {
                new Span<float>(to, ChannelBlock.Lanes).Fill(float.NegativeInfinity);
            }

            if (reader.IsInPlace(block, out nint offset))
            {
                Reduce<L, V>(source + offset, _plane, to, lost);
            }
            else
            {
                Pieces(reader, source, block, to, lost);
            }

            for (int lane = 0; lane < ChannelBlock.Lanes && !_max; lane += L.Count)
            {
                L.Store(to + lane, L.Div(L.Load(to + lane), L.Set(_plane)));
            }
        }
    }

    private void Pieces<L, V>(MapReader<L, V> reader, float* source, int block, float* to, float* lost)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* read = lost + ChannelBlock.Lanes;
        for (int first = 0; first < _plane; first += BlockChunks.Longest)
        {
            int pixels = Math.Min(BlockChunks.Longest, _plane - first);
            reader.Read(source, block, first, pixels, read);
            Reduce<L, V>(read, pixels, to, lost);
        }
    }

    private void Reduce<L, V>(float* map, int pixels, float* to, float* lost)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (_max)
        {
            MapReduction<L, V>.KeepLargest(map, pixels, to);
        }
        else
        {
            MapReduction<L, V>.AddPixels(map, pixels, to, lost);
        }
    }
}
