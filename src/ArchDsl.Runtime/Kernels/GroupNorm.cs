using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Group normalisation and an activation: mean and variance over each group of channels of one sample.</summary>
public sealed unsafe class GroupNorm : Kernel
{
    // What each channel keeps between the passes over its pixels: their sum, and the sum of squares around the mean.
    private const int FloatsPerSlot = 2;

    private readonly BlockChunks _chunks;
    private readonly LaneGather _gather;
    private readonly int _channels;
    private readonly int _slots;
    private readonly int _plane;
    private readonly int _groupSize;
    private readonly double _epsilon;
    private readonly float[] _scale;
    private readonly float[] _shift;
    private readonly Activation _activation;
    private readonly SimdWidth _width;

    /// <summary>Describes the norm.</summary>
    /// <param name="channels">For each channel how many floats behind the source view pixel 0 is.</param>
    /// <param name="plane">Pixels of a map, H·W.</param>
    /// <param name="groups">Groups of neighbouring channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="scale">One factor a channel.</param>
    /// <param name="shift">One addend a channel.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="width">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">Groups do not divide the channels, or scale and shift do not hold one value a channel.</exception>
    public GroupNorm(
        int[] channels, int plane, int groups, double epsilon, float[] scale, float[] shift, Activation activation = default, SimdWidth width = SimdWidth.Best)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(shift);
        if (groups < 1 || channels.Length % groups != 0 || scale.Length != channels.Length || shift.Length != channels.Length)
        {
            throw new ArgumentException($"a norm of {channels.Length} channels in {groups} groups got {scale.Length} scales and {shift.Length} shifts");
        }

        _chunks = new BlockChunks(channels.Length, plane);
        _channels = channels.Length;
        _slots = ChannelBlock.Slots(_channels);
        _plane = plane;
        _groupSize = _channels / groups;
        _epsilon = epsilon;
        _scale = scale;
        _shift = shift;
        _activation = activation;
        _width = SimdWidths.Resolve(width);
        _gather = new LaneGather(channels, SimdWidths.Lanes(_width));
    }

    /// <inheritdoc/>
    public override string Method => "group norm";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">What the channels' places count from.</param>
    /// <param name="target">
    /// The output's blocks, C/16×H×W×16, channel c in slot c; they may be the source's where its channels are in order.
    /// </param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Floats512>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Floats256>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Floats128>(worker, source.Pointer, target.Pointer); break;
        }
    }

    internal override int ScratchFloats(int parts) => (FloatsPerSlot * _slots) + (2 * ChannelBlock.Lanes) + (BlockChunks.Longest * ChannelBlock.Lanes);

    internal override int SharedFloats(int parts) => parts == 1 ? 0 : FloatsPerSlot * _slots;

    // Means must be known before squares are summed around them, and both before a pixel is written: three passes. Every
    // block is one thread's in all of them, so a thread never writes what another still reads.
    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* sums = worker.Parts == 1 ? worker.Scratch : worker.Shared;
        float* squares = sums + _slots;
        float* own = worker.Scratch + (FloatsPerSlot * _slots);
        (int begin, int end) = worker.Share(_slots / ChannelBlock.Lanes);
        worker.Sync();
        Reduce<L, V>(source, begin, end, own, null, sums);
        worker.Sync();
        Reduce<L, V>(source, begin, end, own, sums, squares);
        worker.Sync();
        for (int block = begin; block < end; block++)
        {
            float* scale = own;
            float* shift = own + ChannelBlock.Lanes;
            for (int lane = 0; lane < ChannelBlock.Lanes; lane++)
            {
                (scale[lane], shift[lane]) = Coefficients((block * ChannelBlock.Lanes) + lane, sums, squares);
            }

            float* to = target + _chunks.Offset(block, 0);
            BlockLoops<L, V>.Affine(_gather, block, source, ChannelBlock.Lanes, to, _plane, _activation, scale, shift);
        }
    }

    // The sum of every channel of some blocks, or where there are sums already of the squares around the means they give.
    private void Reduce<L, V>(float* source, int begin, int end, float* own, float* sums, float* to)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* centres = own;
        float* lost = own + ChannelBlock.Lanes;
        float* gathered = lost + ChannelBlock.Lanes;
        for (int block = begin; block < end; block++)
        {
            float* total = to + (block * ChannelBlock.Lanes);
            MapReduction<L, V>.Clear(total, lost);
            for (int lane = 0; lane < ChannelBlock.Lanes && sums != null; lane++)
            {
                int channel = (block * ChannelBlock.Lanes) + lane;
                centres[lane] = channel < _channels ? (float)Mean(channel, sums) : 0f;
            }

            for (int first = 0; first < _plane; first += BlockChunks.Longest)
            {
                int pixels = Math.Min(BlockChunks.Longest, _plane - first);
                float* from = source + ((nint)first * ChannelBlock.Lanes);
                bool isWhole = _gather.IsWhole(block, out int whole);
                float* map = isWhole ? from + whole : gathered;
                if (!isWhole)
                {
                    BlockLoops<L, V>.Affine(_gather, block, from, ChannelBlock.Lanes, gathered, pixels);
                }

                if (sums == null)
                {
                    MapReduction<L, V>.AddPixels(map, pixels, total, lost);
                }
                else
                {
                    MapReduction<L, V>.AddSquares(map, pixels, centres, total, lost);
                }
            }
        }
    }

    private (float Scale, float Shift) Coefficients(int channel, float* sums, float* squares)
    {
        if (channel >= _channels)
        {
            return (0f, 0f);
        }

        double scale = _scale[channel] / Math.Sqrt(Mean(channel, squares) + _epsilon);
        return ((float)scale, (float)(_shift[channel] - (Mean(channel, sums) * scale)));
    }

    // The mean over the pixels of a channel's group, from sums over those of each channel.
    private double Mean(int channel, float* sums)
    {
        int first = channel / _groupSize * _groupSize;
        double sum = 0;
        for (int i = first; i < first + _groupSize; i++)
        {
            sum += sums[i];
        }

        return sum / ((double)_groupSize * _plane);
    }
}
