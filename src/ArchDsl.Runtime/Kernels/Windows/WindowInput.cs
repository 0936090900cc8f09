using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>What is done with some rows of outputs of a block.</summary>
internal unsafe interface IRowWork
{
    /// <summary>Computes rows of outputs.</summary>
    /// <param name="map">Where the first row of the block's map is, or would be: only what the rows' windows meet can be read.</param>
    /// <param name="block">Which block.</param>
    /// <param name="begin">The first row of outputs.</param>
    /// <param name="end">The row behind the last.</param>
    void Rows(float* map, int block, int begin, int end);
}

/// <summary>
/// Brings before a sliding window what it reads: blocks where they are, or, where their channels are scattered or are to be
/// normed first, a few rows at a time in scratch.
/// </summary>
internal sealed unsafe class WindowInput<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Rows in scratch should stay in the nearest caches while windows slide over them.</summary>
    private const int ChunkBytes = 64 * 1024;

    private readonly WindowGeometry _geometry;
    private readonly int _rows;
    private readonly bool _copies;

    public WindowInput(MapInput input, int slots, WindowGeometry geometry)
    {
        _geometry = geometry;
        Reader = new MapReader<L, V>(input, slots, geometry.Height * geometry.Width);
        _copies = Reader.Transforms || Reader.Gathers;
        int most = Math.Max(1, ChunkBytes / sizeof(float) / RowFloats);
        _rows = Math.Clamp(((most - geometry.Reach) / geometry.StrideY) + 1, 1, geometry.OutHeight);
    }

    public MapReader<L, V> Reader { get; }

    /// <summary>Floats of scratch.</summary>
    public int ScratchFloats => !_copies ? 0 : Math.Min(_geometry.Height, ((_rows - 1) * _geometry.StrideY) + _geometry.Reach) * RowFloats;

    private int RowFloats => _geometry.Width * ChannelBlock.Lanes;

    /// <summary>Lets a worker compute some rows of a block.</summary>
    public void Walk<W>(float* source, int block, int begin, int end, float* scratch, in W work)
        where W : struct, IRowWork
    {
        if (Reader.IsInPlace(block, out nint offset))
        {
            work.Rows(source + offset, block, begin, end);
            return;
        }

        for (int y = begin; y < end; y += _rows)
        {
            int until = Math.Min(y + _rows, end);
            (int first, int count) = _geometry.SourceRows(y, until);
            Reader.Read(source, block, first * _geometry.Width, count * _geometry.Width, scratch);
            work.Rows(scratch - ((nint)first * RowFloats), block, y, until);
        }
    }
}
