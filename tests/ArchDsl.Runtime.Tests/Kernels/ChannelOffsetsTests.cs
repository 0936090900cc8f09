using ArchDsl.Runtime.Kernels;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

public sealed class ChannelOffsetsTests
{
    [Fact]
    public void SlotsOfLaterBlocksAreAPlaneOfSixteenFloatsAway() =>
        Assert.Equal([100, 115, 100 + (16 * 9), 7 + 1], ChannelOffsets.Of(9, (100, 0, 15, 2), (100, 16, 1, 1), (7, 1, 1, 1)));

    [Fact]
    public void OffsetsListedInAnotherOrderAreSorted()
    {
        Assert.Equal([30, 10, 20], ChannelOffsets.Sorted([1, 2, 0], [10, 20, 30]));
        Assert.Equal([30, -1, 10, -1, 20], ChannelOffsets.Sorted([2, 4, 0], [10, 20, 30], 5));
        Assert.Throws<ArgumentException>(() => ChannelOffsets.Sorted([0, 1], [5, 6], 1));
        Assert.Throws<ArgumentException>(() => ChannelOffsets.Sorted([0, 1], [5]));
    }
}
