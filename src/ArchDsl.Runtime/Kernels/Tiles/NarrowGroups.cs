namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>
/// Groups narrower than a vector, as many filters as channels each. Product j of a vector of slots takes channel j of
/// every lane's own group: one product for each channel of a group and tap, instead of one for each channel of the vector,
/// most of them with zero.
/// </summary>
internal sealed class NarrowGroups
{
    private readonly int _width;
    private readonly int _lanes;

    private NarrowGroups(ConvolutionShape shape, int lanes)
    {
        _width = shape.GroupChannels;
        _lanes = lanes;
        int vectors = ChannelBlock.Slots(shape.Filters) / lanes;
        Shape = shape with { Channels = vectors * _width, Filters = vectors * lanes, Groups = vectors };
    }

    /// <summary>The convolution as it looks from a vector of slots: each is a group of its own, of as many channels as a group has.</summary>
    public ConvolutionShape Shape { get; }

    /// <summary>The narrow groups of a convolution that reads its channels in their own order; null where they are not.</summary>
    public static NarrowGroups? Of(ConvolutionShape shape, InputBlocks blocks, int lanes)
    {
        bool narrow = shape.Groups > 1 && shape.KernelArea > 1 && shape.GroupChannels == shape.GroupFilters
            && shape.GroupChannels < lanes && lanes % shape.GroupChannels == 0;
        bool straight = blocks.Unit == ChannelBlock.Lanes && narrow && blocks.IsInOrder;
        return straight ? new NarrowGroups(shape, lanes) : null;
    }

    /// <summary>The lane that a slot's product number <paramref name="channel"/> reads.</summary>
    public int Lane(int slot, int channel) => (slot / _width * _width) + channel;

    /// <summary>Where the vectors are that each of <see cref="Shape"/>'s channels is read from, when a block takes that many floats.</summary>
    public int[] Places(int blockFloats) => Arrays.Of(Shape.Channels, channel =>
    {
        int slot = channel / _width * _lanes;
        return (slot / ChannelBlock.Lanes * blockFloats) + (slot % ChannelBlock.Lanes);
    });
}
