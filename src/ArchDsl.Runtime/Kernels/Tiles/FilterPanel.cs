using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>The slots a tile computes at a time and the input channels that reach them.</summary>
/// <param name="Slot">The first slot.</param>
/// <param name="Vectors">How many vectors of slots: 1 or 2.</param>
/// <param name="Channel">The first input channel.</param>
/// <param name="Channels">How many input channels: all of them, or those of the groups that the slots belong to.</param>
internal readonly record struct FilterPanel(int Slot, int Vectors, int Channel, int Channels)
{
    /// <summary>
    /// Splits a convolution's filters. Two vectors make the best use of a register block; narrow groups are cut into
    /// single ones where that spares products with zero, for a panel across several groups reads the channels of all.
    /// </summary>
    public static FilterPanel[] Split(ConvolutionShape shape, int lanes)
    {
        int slots = ChannelBlock.Slots(shape.Filters);
        int vectors = shape.Groups > 1 && shape.GroupFilters % (2 * lanes) != 0 ? 1 : 2;
        var panels = new FilterPanel[((slots / lanes) + vectors - 1) / vectors];
        for (int i = 0; i < panels.Length; i++)
        {
            int slot = i * vectors * lanes;
            int taken = Math.Min(vectors, (slots - slot) / lanes);
            int last = Math.Min(slot + (taken * lanes), shape.Filters) - 1;
            int group = slot / shape.GroupFilters;
            int groups = last < slot ? 0 : (last / shape.GroupFilters) - group + 1;
            panels[i] = new FilterPanel(slot, taken, groups == 0 ? 0 : group * shape.GroupChannels, groups * shape.GroupChannels);
        }

        return panels;
    }

    /// <summary>The panel's filters that a channel reaches, counted from its first slot.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="channel">The channel, counted from the panel's first.</param>
    /// <param name="count">How many of the slots are filters.</param>
    public (int Begin, int End) FiltersOf(ConvolutionShape shape, int channel, int count)
    {
        int first = ((Channel + channel) / shape.GroupChannels * shape.GroupFilters) - Slot;
        return (Math.Clamp(first, 0, count), Math.Clamp(first + shape.GroupFilters, 0, count));
    }
}
