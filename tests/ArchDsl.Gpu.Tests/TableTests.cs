using ArchDsl.Runtime.Gpu;

namespace ArchDsl.Gpu.Tests;

/// <summary>Tables of where channels are.</summary>
public sealed class TableTests
{
    // Whatever a pad reads must be there: it is the first channel's.
    [Fact]
    public void PadsReadTheFirstChannel()
    {
        var weights = new GpuWeights();
        int first = weights.AddSlots([-1, 40, -1, 7], 6);
        int second = weights.AddSlots([3], 2);
        Assert.Equal((0, 6), (first, second));
        Assert.Equal([40, 40, 40, 7, 40, 40, 3, 3], weights.Tables);
    }
}
