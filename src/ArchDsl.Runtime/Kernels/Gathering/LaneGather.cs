using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels.Gathering;

/// <summary>
/// How the vectors of a tensor are put together from channels that lie anywhere: for each vector of a target's block the
/// source vectors it takes lanes from, which lanes, and to where.
/// </summary>
internal sealed unsafe class LaneGather
{
    /// <summary>In place of an offset: nothing is taken, the lane is zero.</summary>
    public const int Nothing = int.MinValue;

    private readonly int[] _first;
    private readonly bool[] _straight;
    private readonly int[] _blocks;
    private readonly bool[] _whole;
    private readonly AlignedBuffer _offsets;
    private readonly AlignedBuffer _lanes;
    private readonly AlignedBuffer _masks;
    private readonly int _count;

    /// <summary>Plans the gathering for vectors of a number of lanes.</summary>
    /// <param name="from">For each slot of the target how far pixel 0 of its source is from the start, or <see cref="Nothing"/>.</param>
    /// <param name="count">Lanes of a vector.</param>
    /// <exception cref="ArgumentException">There is no slot.</exception>
    public LaneGather(ReadOnlySpan<int> from, int count)
    {
        if (from.IsEmpty)
        {
            throw new ArgumentException("there must be a channel");
        }

        var slots = new int[ChannelBlock.Slots(from.Length)];
        Array.Fill(slots, Nothing);
        from.CopyTo(slots);
        _count = count;
        _first = new int[(slots.Length / count) + 1];
        _straight = new bool[slots.Length / count];
        var parts = new List<(int Offset, int[] Lanes, int[] Mask)>();
        for (int vector = 0; vector < _straight.Length; vector++)
        {
            int[] lanes = slots[(vector * count)..((vector + 1) * count)];
            _straight[vector] = IsRun(lanes);
            parts.AddRange(Parts(lanes));
            _first[vector + 1] = parts.Count;
        }

        _blocks = slots.Chunk(ChannelBlock.Lanes).Select(lanes => lanes[0]).ToArray();
        _whole = slots.Chunk(ChannelBlock.Lanes).Select(IsRun).ToArray();
        _offsets = OfInts(parts.Select(p => p.Offset));
        _lanes = OfInts(parts.SelectMany(p => p.Lanes));
        _masks = OfInts(parts.SelectMany(p => p.Mask));
    }

    /// <summary>Whether a target's block is one block of the source as it stands, and where that is.</summary>
    public bool IsWhole(int block, out int offset)
    {
        offset = _blocks[block];
        return _whole[block];
    }

    /// <summary>Whether a target's vector is one vector of the source as it stands.</summary>
    public bool IsStraight(int vector) => _straight[vector];

    /// <summary>The one offset of a straight vector.</summary>
    public int StraightOffset(int vector) => ((int*)_offsets.Pointer)[_first[vector]];

    /// <summary>What to put together for any vector.</summary>
    public GatheredVector this[int vector]
    {
        get
        {
            int first = _first[vector];
            nint at = (nint)first * _count;
            return new GatheredVector((int*)_offsets.Pointer + first, _lanes.Pointer + at, _masks.Pointer + at, _first[vector + 1] - first);
        }
    }

    private static bool IsRun(int[] lanes)
    {
        for (int i = 0; i < lanes.Length; i++)
        {
            if (lanes[i] != lanes[0] + i)
            {
                return false;
            }
        }

        return lanes[0] != Nothing && LaneOf(lanes[0], lanes.Length) == 0;
    }

    // Blocks begin at multiples of 16 from the start, on either side of it.
    private static int LaneOf(int offset, int count) => offset & (count - 1);

    private static IEnumerable<(int Offset, int[] Lanes, int[] Mask)> Parts(int[] lanes)
    {
        int count = lanes.Length;
        foreach (int part in lanes.Where(offset => offset != Nothing).Select(offset => offset - LaneOf(offset, count)).Distinct())
        {
            bool[] here = lanes.Select(offset => offset != Nothing && offset - LaneOf(offset, count) == part).ToArray();
            yield return (
                part,
                lanes.Select((offset, i) => here[i] ? LaneOf(offset, count) : 0).ToArray(),
                here.Select(taken => taken ? -1 : 0).ToArray());
        }
    }

    private static AlignedBuffer OfInts(IEnumerable<int> values) =>
        AlignedBuffer.Of(System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(values.ToArray().AsSpan()));
}

/// <summary>The source vectors of one vector, the lanes to take of each, and masks of where they go.</summary>
internal readonly unsafe struct GatheredVector(int* offsets, float* lanes, float* masks, int count)
{
    public int* Offsets { get; } = offsets;

    public float* Lanes { get; } = lanes;

    public float* Masks { get; } = masks;

    public int Count { get; } = count;
}
