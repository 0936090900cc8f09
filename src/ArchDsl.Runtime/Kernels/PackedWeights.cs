using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Filters in blocks of a product tile's rows, each block stored by depth: what the tile reads is contiguous. The last
/// block of a group is four rows where four are enough; rows beyond the last filter are zero.
/// </summary>
internal sealed unsafe class PackedWeights
{
    private readonly AlignedBuffer _floats;
    private readonly int _groupFloats;
    private readonly int _depth;

    /// <summary>Packs weights that come as groups × filters of a group × depth.</summary>
    public PackedWeights(ReadOnlySpan<float> weight, int groups, int groupFilters, int depth, int tileRows)
    {
        _depth = depth;
        TileRows = tileRows;
        GroupFilters = groupFilters;
        Blocks = (groupFilters + tileRows - 1) / tileRows;
        _groupFloats = Enumerable.Range(0, Blocks).Sum(RowsOf) * depth;
        _floats = new AlignedBuffer(groups * _groupFloats);
        for (int group = 0; group < groups; group++)
        {
            for (int block = 0; block < Blocks; block++)
            {
                Fill(weight, group, block);
            }
        }
    }

    public int TileRows { get; }

    public int GroupFilters { get; }

    /// <summary>Blocks of one group.</summary>
    public int Blocks { get; }

    /// <summary>Rows stored for a block: the tile's, or four at a ragged end.</summary>
    public int RowsOf(int block) => GroupFilters - (block * TileRows) <= 4 ? 4 : TileRows;

    /// <summary>Rows of a block that are real filters.</summary>
    public int FiltersOf(int block) => Math.Min(TileRows, GroupFilters - (block * TileRows));

    public float* Block(int group, int block) =>
        _floats.Pointer + ((nint)group * _groupFloats) + ((nint)block * TileRows * _depth);

    private void Fill(ReadOnlySpan<float> weight, int group, int block)
    {
        float* to = Block(group, block);
        int rows = RowsOf(block);
        for (int row = 0; row < FiltersOf(block); row++)
        {
            int filter = (group * GroupFilters) + (block * TileRows) + row;
            ReadOnlySpan<float> values = weight.Slice(filter * _depth, _depth);
            for (int k = 0; k < _depth; k++)
            {
                to[((nint)k * rows) + row] = values[k];
            }
        }
    }
}
