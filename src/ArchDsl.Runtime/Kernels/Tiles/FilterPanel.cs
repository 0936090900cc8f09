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
        var panels = new List<FilterPanel>();
        for (int slot = 0; slot < slots; slot += panels[^1].Vectors * lanes)
        {
            int taken = Math.Min(vectors, (slots - slot) / lanes);
            int last = Math.Min(slot + (taken * lanes), shape.Filters) - 1;
            int group = slot / shape.GroupFilters;
            int groups = last < slot ? 0 : (last / shape.GroupFilters) - group + 1;
            panels.Add(new FilterPanel(slot, taken, groups == 0 ? 0 : group * shape.GroupChannels, groups * shape.GroupChannels));
        }

        return panels.ToArray();
    }
}

/// <summary>The weight of any filter for any input channel, zero where their groups differ.</summary>
internal readonly ref struct FilterTaps
{
    private readonly ReadOnlySpan<float> _weight;
    private readonly ConvolutionShape _shape;

    public FilterTaps(ConvolutionShape shape, ReadOnlySpan<float> weight)
    {
        _shape = shape;
        _weight = weight;
    }

    /// <summary>The kernel of a filter for a channel; empty where there is none.</summary>
    public ReadOnlySpan<float> Of(int filter, int channel)
    {
        if (filter >= _shape.Filters || filter / _shape.GroupFilters != channel / _shape.GroupChannels)
        {
            return default;
        }

        return _weight.Slice(((filter * _shape.GroupChannels) + (channel % _shape.GroupChannels)) * _shape.KernelArea, _shape.KernelArea);
    }
}
