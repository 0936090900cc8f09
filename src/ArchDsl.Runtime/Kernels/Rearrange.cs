using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Moves pixels without computing: nearest-neighbour resizing, and blocks of pixels into channels.</summary>
public sealed unsafe class Rearrange : Kernel
{
    private readonly int _inWidth;
    private readonly int _outWidth;
    private readonly int _outHeight;
    private readonly int _blocks;
    private readonly int[] _rows;
    private readonly int[] _columns;
    private readonly int _inBlock;
    private readonly LaneGather? _gather;
    private readonly SimdWidth _width;

    // Block b of the output is block b of the input, or what a gathering makes of it; pixel (y, x) is (rows[y], columns[x]).
    private Rearrange(int blocks, int inWidth, int inBlock, int[] rows, int[] columns, SimdWidth width, LaneGather? gather = null)
    {
        _blocks = blocks;
        _inWidth = inWidth;
        _inBlock = inBlock;
        _outHeight = rows.Length;
        _outWidth = columns.Length;
        _rows = rows;
        _columns = columns;
        _width = width;
        _gather = gather;
    }

    /// <summary>Nearest neighbour: row y of the output is row ⌊y · height / outHeight⌋ of the input; columns alike.</summary>
    /// <param name="slots">Slots of both maps.</param>
    /// <param name="height">Input height.</param>
    /// <param name="width">Input width.</param>
    /// <param name="outHeight">Output height.</param>
    /// <param name="outWidth">Output width.</param>
    /// <param name="simd">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public static Rearrange Resize(int slots, int height, int width, int outHeight, int outWidth, SimdWidth simd = SimdWidth.Best)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        CheckSize(height, width);
        CheckSize(outHeight, outWidth);
        int[] rows = Arrays.Of(outHeight, y => (int)((long)y * height / outHeight));
        int[] columns = Arrays.Of(outWidth, x => (int)((long)x * width / outWidth));
        return new Rearrange(ChannelBlock.Count(slots), width, height * width * ChannelBlock.Lanes, rows, columns, SimdWidths.Resolve(simd));
    }

    /// <summary>Output channel c·b² + i·b + j holds the pixels (y·b + i, x·b + j) of channel c: PyTorch's pixel_unshuffle.</summary>
    /// <param name="channels">For each input channel how many floats behind the source view pixel 0 is.</param>
    /// <param name="height">Input height, a multiple of the block.</param>
    /// <param name="width">Input width, a multiple of the block.</param>
    /// <param name="block">The block's side.</param>
    /// <param name="simd">The vector width; by default the machine's best.</param>
    /// <exception cref="ArgumentException">Height and width are no multiples of the block's side.</exception>
    public static Rearrange SpaceToDepth(int[] channels, int height, int width, int block, SimdWidth simd = SimdWidth.Best)
    {
        ArgumentNullException.ThrowIfNull(channels);
        CheckSize(height, width);
        if (block < 1 || height % block != 0 || width % block != 0)
        {
            throw new ArgumentException($"a map of {height}x{width} does not consist of blocks of {block}x{block}");
        }

        int area = block * block;
        int[] from = Arrays.Of(
            channels.Length * area, k => channels[k / area] + (((k % area / block * width) + (k % block)) * ChannelBlock.Lanes));
        int[] rows = Arrays.Of(height / block, y => y * block);
        int[] columns = Arrays.Of(width / block, x => x * block);
        SimdWidth resolved = SimdWidths.Resolve(simd);
        return new Rearrange(ChannelBlock.Count(from.Length), width, 0, rows, columns, resolved, new LaneGather(from, SimdWidths.Lanes(resolved)));
    }

    /// <inheritdoc/>
    public override string Method => _gather is null ? "resize" : "space to depth";

    /// <summary>Computes this worker's share of one sample.</summary>
    /// <param name="worker">The calling thread's worker.</param>
    /// <param name="source">The input's blocks, C/16×H×W×16, or what its channels' places count from.</param>
    /// <param name="target">The output's blocks, C/16×H×W×16, channel k in slot k; they must not overlap the input.</param>
    public void Run(CpuWorker worker, View source, View target)
    {
        switch (_width)
        {
            case SimdWidth.Bits512: Compute<Lanes512, Floats512>(worker, source.Pointer, target.Pointer); break;
            case SimdWidth.Bits256: Compute<Lanes256, Floats256>(worker, source.Pointer, target.Pointer); break;
            default: Compute<Lanes128, Floats128>(worker, source.Pointer, target.Pointer); break;
        }
    }

    private static void CheckSize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
    }

    private void Compute<L, V>(CpuWorker worker, float* source, float* target)
        where L : struct, ILanes<V>
        where V : struct
    {
        (int begin, int end) = worker.Share(_blocks * _outHeight);
        for (int i = begin; i < end; i++)
        {
            int block = i / _outHeight;
            float* from = source + ((nint)block * _inBlock) + ((nint)_rows[i - (block * _outHeight)] * _inWidth * ChannelBlock.Lanes);
            float* to = target + ((nint)i * _outWidth * ChannelBlock.Lanes);
            if (_gather is null)
            {
                Pixels<L, V>(from, to);
            }
            else
            {
                int step = (_outWidth > 1 ? _columns[1] : 0) * ChannelBlock.Lanes;
                BlockLoops<L, V>.Affine(_gather, block, from, step, to, _outWidth);
            }
        }
    }

    private void Pixels<L, V>(float* from, float* to)
        where L : struct, ILanes<V>
        where V : struct
    {
        foreach (int column in _columns)
        {
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count, to += L.Count)
            {
                L.Store(to, L.Load(from + ((nint)column * ChannelBlock.Lanes) + lane));
            }
        }
    }
}
