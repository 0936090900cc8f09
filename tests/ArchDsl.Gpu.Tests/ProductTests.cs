using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests;

/// <summary>Convolutions and linear layers as tiled matrix products, over shapes with ragged edges.</summary>
public sealed class ProductTests
{
    [Theory]
    [InlineData(3, 7, 5, 16, 3, 1, 1)]
    [InlineData(3, 9, 11, 20, 3, 2, 1)]
    [InlineData(1, 6, 6, 40, 5, 1, 1)]
    [InlineData(3, 8, 8, 70, 1, 1, 1)]
    [InlineData(2, 9, 9, 33, 3, 1, 2)]
    public void ConvolvesAndProjects(int channels, int height, int width, int filters, int kernel, int stride, int dilation)
    {
        var net = new Net("Product");
        Node x = net.Conv(net.Input(channels, height, width), filters, kernel, stride, dilation: dilation);
        x = net.Conv(x, filters + 3, kernel, stride, act: new Activation(ActivationKind.Silu), dilation: dilation);
        x = net.Conv(x, 17, 1, norm: false);
        Agreement.Check(net.Build(net.Linear(x, 10)), batch: 3);
    }

    // So many samples that the larger tiles are chosen.
    [Theory]
    [InlineData(5, 70)]
    [InlineData(6, 24)]
    [InlineData(4, 12)]
    public void LargeTilesGiveTheSame(int size, int filters)
    {
        var net = new Net("Large");
        Node x = net.Conv(net.Input(3, size, size), filters, 3);
        x = net.Conv(x, filters, 3);
        Agreement.Check(net.Build(net.Linear(x, 5)), batch: 2, maxBatch: 65000);
    }
}
