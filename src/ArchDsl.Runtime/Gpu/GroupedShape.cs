namespace ArchDsl.Runtime.Gpu;

/// <summary>The sizes of a grouped convolution whose channels are gathered.</summary>
/// <param name="Slots">Slots of the filters in the order in which they are written, pads among them.</param>
/// <param name="Filters">Filters, over all groups.</param>
/// <param name="Channels">Channels, over all groups.</param>
/// <param name="Groups">Groups, cardinality.</param>
/// <param name="Taps">Pixels that a filter reads.</param>
public readonly record struct GroupedShape(int Slots, int Filters, int Channels, int Groups, int Taps = 1)
{
    /// <summary>Which filter each slot has, -1 for a pad; null for their own order.</summary>
    public int[]? Order { get; init; }

    /// <summary>Whether the four filters of every quad are of one group, and one entry of the table serves them.</summary>
    public bool SharesChannels { get; init; }

    /// <summary>Channels of one group.</summary>
    public int GroupChannels => Channels / Groups;

    /// <summary>
    /// The channels that filters read: for each quad of slots, for each channel of a group, that of each of the four
    /// filters, or of all four. Pads read what the first filter reads, which is somewhere.
    /// </summary>
    public int[] Reads()
    {
        int whole = FilterQuads.Whole(Slots);
        int lanes = SharesChannels ? 1 : 4;
        var reads = new int[whole / 4 * GroupChannels * lanes];
        for (int i = 0; i < reads.Length; i++)
        {
            int slot = (i / (GroupChannels * lanes) * 4) + (i % lanes);
            int filter = slot >= Slots ? -1 : Order is null ? slot : Order[slot];
            int group = filter < 0 ? 0 : filter / (Filters / Groups);
            reads[i] = (group * GroupChannels) + (i / lanes % GroupChannels);
        }

        return reads;
    }
}
