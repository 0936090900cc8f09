using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Blocks of 16 channels side by side.</summary>
/// <param name="Offset">Fours of floats from the first run's begin to this one's.</param>
/// <param name="Blocks">How many.</param>
internal sealed record SourceRun(long Offset, int Blocks);

/// <summary>
/// Gathered channels as the whole blocks they are in: what a matrix product reads, 16 channels a step, where unwanted
/// channels have weights of zero.
/// </summary>
internal sealed class SourceBlocks
{
    private SourceBlocks(Extent begin, EquatableArray<SourceRun> runs, int[] order)
    {
        Begin = begin;
        Runs = runs;
        Order = order;
    }

    /// <summary>Floats into the arena to the first block.</summary>
    public Extent Begin { get; }

    public EquatableArray<SourceRun> Runs { get; }

    /// <summary>Which of the gathered channels each slot of the blocks holds, -1 for none.</summary>
    public int[] Order { get; }

    public int Blocks => Runs.Sum(r => r.Blocks);

    /// <summary>Whether slot i holds channel i.</summary>
    public bool IsInOrder => ChannelLayout.IsInOrder(Order);

    public static SourceBlocks Of(IReadOnlyList<BufferView> sources)
    {
        var places = new List<(Extent Place, int[] Slots)>();
        int channel = 0;
        foreach (BufferView source in sources)
        {
            Extent begin = source.Buffer.Offset.Plus(source.Offset);
            var blocks = new SortedDictionary<(int Turn, int Block), int[]>();
            for (int i = 0; i < (int)source.Channels.Value; i++)
            {
                int slot = source.Slots is null ? i : source.Slots[i];
                int[] lanes = Lanes(blocks, slot);
                lanes[slot % ChannelLayout.Lanes] = channel++;
            }

            places.AddRange(blocks.Select(b => (begin.Plus(new Extent(b.Key.Block * source.Plane * ChannelLayout.Lanes)), b.Value)));
        }

        long size = sources[0].Plane * ChannelLayout.Lanes;
        var runs = new List<SourceRun>();
        long first = places[0].Place.Value;
        foreach ((Extent place, _) in places)
        {
            long offset = place.Value - first;
            SourceRun? last = runs.Count == 0 ? null : runs[runs.Count - 1];
            if (last is not null && (last.Offset * 4) + (last.Blocks * size) == offset)
            {
                runs[runs.Count - 1] = last with { Blocks = last.Blocks + 1 };
            }
            else
            {
                runs.Add(new SourceRun(offset / 4, 1));
            }
        }

        return new SourceBlocks(places[0].Place, new EquatableArray<SourceRun>(runs), places.SelectMany(p => p.Slots).ToArray());
    }

    // A channel that is read twice is in a block that is read twice.
    private static int[] Lanes(SortedDictionary<(int Turn, int Block), int[]> blocks, int slot)
    {
        for (int turn = 0; ; turn++)
        {
            (int Turn, int Block) key = (turn, slot / ChannelLayout.Lanes);
            if (!blocks.TryGetValue(key, out int[]? lanes))
            {
                blocks[key] = lanes = Enumerable.Repeat(-1, ChannelLayout.Lanes).ToArray();
            }

            if (lanes[slot % ChannelLayout.Lanes] < 0)
            {
                return lanes;
            }
        }
    }

    /// <summary>Which channel each slot holds where the channels themselves are in an order.</summary>
    public int[] Through(int[]? order) => Order.Select(i => i < 0 || order is null ? i : order[i]).ToArray();

    /// <summary>Which channel each slot of a view holds, -1 for none, where its channels are in an order; null where slot i holds channel i.</summary>
    public static int[]? OrderOf(BufferView view, int[]? order)
    {
        int[] held = Enumerable.Repeat(-1, (int)view.SlotCount.Value).ToArray();
        for (int i = 0; i < (int)view.Channels.Value; i++)
        {
            held[view.Slots is null ? i : view.Slots[i]] = order is null ? i : order[i];
        }

        return ChannelLayout.IsInOrder(held) ? null : held;
    }

    /// <summary>The place of a block, counted from the first: an expression of its number.</summary>
    public static string PlaceOf(EquatableArray<SourceRun> runs, string block, long blockQuads)
    {
        string place = "";
        int first = runs.Sum(r => r.Blocks);
        for (int i = runs.Count - 1; i >= 0; i--)
        {
            first -= runs[i].Blocks;
            string inRun = GpuText.Times(first == 0 ? block : $"({block} - {GpuText.N(first)})", blockQuads);
            string at = runs[i].Offset == 0 ? inRun : $"{GpuText.N(runs[i].Offset)} + {inRun}".Replace("+ -", "- ");
            place = i == runs.Count - 1 ? at : $"{block} < {GpuText.N(first + runs[i].Blocks)} ? {at} : {place}";
        }

        return runs.Count == 1 ? place : $"({place})";
    }
}
