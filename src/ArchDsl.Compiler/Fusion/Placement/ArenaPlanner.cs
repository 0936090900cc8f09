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

    /// <summary>Sets every block's offset and returns the size of the arena: the least of a few good orders.</summary>
    public static long Plan(IReadOnlyList<Block> blocks)
    {
        IReadOnlyList<Block>[] orders =
        [
            blocks.OrderByDescending(b => b.Size).ThenBy(b => b.First).ToArray(),
            blocks.OrderByDescending(b => b.Size * (b.Last - b.First + 1)).ThenBy(b => b.First).ToArray(),
            blocks.OrderByDescending(b => b.Last - b.First).ThenByDescending(b => b.Size).ToArray(),
            blocks.OrderBy(b => b.First).ThenByDescending(b => b.Size).ToArray(),
        ];
        long best = long.MaxValue;
        long[] offsets = [];
        foreach (IReadOnlyList<Block> order in orders)
        {
            long size = FirstFit(order);
            if (size < best)
            {
                best = size;
                offsets = blocks.Select(b => b.Offset).ToArray();
            }
        }

        for (int i = 0; i < blocks.Count; i++)
        {
            blocks[i].Offset = offsets[i];
        }

        return blocks.Count == 0 ? 0 : best;
    }

    /// <summary>What no plan can go below: the most that is alive at any one step.</summary>
    public static long LowerBound(IReadOnlyList<Block> blocks) =>
        blocks.Count == 0 ? 0 : blocks.Max(at => blocks.Where(b => b.First <= at.First && at.First <= b.Last).Sum(b => Align(b.Size)));

    private static long Align(long size) => (size + Alignment - 1) / Alignment * Alignment;

    private static long FirstFit(IReadOnlyList<Block> order)
    {
        var placed = new List<Block>();
        long arena = 0;
        foreach (Block block in order)
        {
            long offset = 0;
            foreach (Block other in placed.Where(block.Meets).OrderBy(b => b.Offset))
            {
                if (offset + block.Size <= other.Offset)
                {
                    break;
                }

                offset = Math.Max(offset, Align(other.Offset + other.Size));
            }

            block.Offset = offset;
            arena = Math.Max(arena, Align(offset + block.Size));
            placed.Add(block);
        }

        return arena;
    }
}
