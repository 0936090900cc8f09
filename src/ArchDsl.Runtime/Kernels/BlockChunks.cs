namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// The blocks of a tensor cut into runs of pixels that stay in the nearest cache while a kernel walks over them once for
/// each vector of their lanes: the pieces that threads share.
/// </summary>
internal readonly struct BlockChunks
{
    /// <summary>The most pixels a chunk has.</summary>
    public const int Longest = 64;

    private readonly int _plane;
    private readonly int _each;

    public BlockChunks(int slots, int plane)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(plane, 1);
        _plane = plane;
        _each = (plane + Longest - 1) / Longest;
        Count = ChannelBlock.Count(slots) * _each;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>A chunk's block, its first pixel and how many pixels follow.</summary>
    public (int Block, int First, int Pixels) this[int index]
    {
        get
        {
            int block = index / _each;
            int first = (index - (block * _each)) * Longest;
            return (block, first, Math.Min(Longest, _plane - first));
        }
    }

    /// <summary>Floats between the tensor's start and a chunk of it.</summary>
    public nint Offset(int block, int first) => (((nint)block * _plane) + first) * ChannelBlock.Lanes;
}
