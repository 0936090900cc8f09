namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>A block of memory and the steps, both included, during which it must keep what is in it.</summary>
internal sealed record Block(long Size, int First, int Last)
{
    public long Offset { get; set; }

    public bool Meets(Block other) => First <= other.Last && other.First <= Last;
}

/// <summary>Packs blocks into one arena: those alive at the same time never overlap.</summary>
internal static class ArenaPlanner
{
    /// <summary>Blocks begin on whole cache lines.</summary>
    public const int Alignment = 16;

    private static readonly Func<IReadOnlyList<Block>, IEnumerable<Block>>[] Orders =
    [
        blocks => blocks.OrderByDescending(b => b.Size).ThenBy(b => b.First),
        blocks => blocks.OrderByDescending(b => b.Size * (b.Last - b.First + 1)).ThenBy(b => b.First),
        blocks => blocks.OrderByDescending(b => b.Last - b.First).ThenByDescending(b => b.Size),
        blocks => blocks.OrderBy(b => b.First).ThenByDescending(b => b.Size),
    ];

    /// <summary>Sets every block's offset and returns the size of the arena: the least of a few good orders.</summary>
    public static long Plan(IReadOnlyList<Block> blocks)
    {
        long bound = LowerBound(blocks);
        long best = long.MaxValue;
        long[] offsets = [];
        foreach (Func<IReadOnlyList<Block>, IEnumerable<Block>> order in Orders)
        {
            long size = FirstFit(order(blocks));
            if (size < best)
            {
                best = size;
                offsets = blocks.Select(b => b.Offset).ToArray();
            }

            if (best == bound)
            {
                break;
            }
        }

        for (int i = 0; i < blocks.Count; i++)
        {
            blocks[i].Offset = offsets[i];
        }

        return best;
    }

    /// <summary>What no plan can go below: the most that is alive at any one step.</summary>
    public static long LowerBound(IReadOnlyList<Block> blocks)
    {
        var changes = new SortedDictionary<int, long>();
        foreach (Block block in blocks)
        {
            Change(block.First, Align(block.Size));
            Change(block.Last + 1, -Align(block.Size));
        }

        long alive = 0;
        long most = 0;
        foreach (long change in changes.Values)
        {
            alive += change;
            most = Math.Max(most, alive);
        }

        return most;

        void Change(int step, long by) => changes[step] = changes.TryGetValue(step, out long sum) ? sum + by : by;
    }

    private static long Align(long size) => (size + Alignment - 1) / Alignment * Alignment;

    // Those placed are kept by offset, so that the first gap between blocks of the same time is found in one walk.
    private static long FirstFit(IEnumerable<Block> order)
    {
        var placed = new List<Block>();
        long arena = 0;
        foreach (Block block in order)
        {
            long offset = 0;
            foreach (Block other in placed)
            {
                if (!block.Meets(other))
                {
                    continue;
                }

                if (offset + block.Size <= other.Offset)
                {
                    break;
                }

                offset = Math.Max(offset, Align(other.Offset + other.Size));
            }

            block.Offset = offset;
            arena = Math.Max(arena, Align(offset + block.Size));
            placed.Insert(IndexBehind(placed, offset), block);
        }

        return arena;
    }

    private static int IndexBehind(List<Block> placed, long offset)
    {
        int low = 0;
        int high = placed.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (placed[middle].Offset <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
