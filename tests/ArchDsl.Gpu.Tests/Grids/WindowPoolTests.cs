using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests.Grids;

/// <summary>Sliding and global pools, over windows that leave the map, hang over its padding, or cover it.</summary>
public sealed class WindowPoolTests
{
    [Theory]
    [InlineData(3, 2, 1, true, 9, 11)]
    [InlineData(3, 2, 0, true, 8, 7)]
    [InlineData(3, 2, 1, false, 8, 8)]
    [InlineData(2, 2, 0, false, 6, 8)]
    [InlineData(2, 2, 1, true, 7, 6)]
    [InlineData(3, 1, 1, false, 5, 4)]
    [InlineData(5, 1, 2, false, 7, 4)]
    [InlineData(13, 1, 6, false, 5, 9)]
    [InlineData(5, 3, 2, true, 9, 8)]
    [InlineData(4, 4, 0, true, 10, 11)]
    public void PoolsSlide(int kernel, int stride, int padding, bool ceil, int height, int width)
    {
        foreach ((PoolKind kind, bool countPadding) in new[] { (PoolKind.Max, true), (PoolKind.Average, true), (PoolKind.Average, false) })
        {
            var net = new Net("Pool");
            Node x = net.Conv(net.Input(3, height, width), 20);
            var pool = new PoolOperation(kind, Size2.Square(kernel), Size2.Square(stride), Size2.Square(padding), ceil, countPadding);
            Agreement.Check(net.Build(net.Linear(net.Op("pool", pool, x), 5)), batch: 3);
        }
    }

    [Theory]
    [InlineData(PoolKind.Max)]
    [InlineData(PoolKind.Average)]
    public void WindowsNeedNotBeSquare(PoolKind kind)
    {
        var net = new Net("Oblong");
        Node x = net.Conv(net.Input(3, 9, 7), 18);
        var pool = new PoolOperation(kind, new Size2(4, 2), new Size2(3, 1), new Size2(2, 1), CeilMode: true, CountPadding: false);
        Agreement.Check(net.Build(net.Linear(net.Op("pool", pool, x), 5)));
    }

    // The maximum of all pools the map itself; the mean is made of the sums that the convolution leaves, or of another pool's result.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 3)]
    [InlineData(9, 13)]
    [InlineData(15, 17)]
    public void GlobalPoolsTakeWholeMaps(int height, int width)
    {
        var net = new Net("Global");
        Node x = net.Conv(net.Input(3, height, width), 24);
        Node squeezed = net.Linear(net.GlobalPool(x), 4);
        Node largest = net.Linear(net.GlobalPool(net.Conv(x, 20), PoolKind.Max), 4);
        Node mean = net.Linear(net.GlobalPool(net.MaxPool(x, 3, 1, 1)), 4);
        Agreement.Check(net.Build(squeezed, largest, mean), batch: 3);
    }
}
