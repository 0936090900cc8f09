using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;
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

    // Winograd's tiles hang over odd sizes; two blocks of channels, and one that is not full.
    [Theory]
    [InlineData(8, 8, 32, 40)]
    [InlineData(7, 13, 20, 33)]
    [InlineData(16, 6, 48, 24)]
    public void WinogradGivesTheSame(int height, int width, int channels, int filters)
    {
        var net = new Net("Winograd");
        Node x = net.Conv(net.Input(3, height, width), channels, 1);
        Node y = net.Conv(x, filters, 3, act: new Activation(ActivationKind.Leaky, 0.1));
        y = net.Add(net.Conv(y, filters, 3, linear: true), y);
        Assert.Contains("Winograd2x2Of", Agreement.Check(net.Build(net.Linear(y, 5)), batch: 3).Source, StringComparison.Ordinal);
    }

    // A part of a map, two maps in different places, more maps than fit side by side.
    [Fact]
    public void ReadsScatteredChannels()
    {
        var net = new Net("Scattered");
        Node a = net.Conv(net.Input(3, 8, 8), 40, 1);
        Node b = net.Conv(net.Slice(a, 8, 24), 20, 3);
        Node c = net.Conv(net.Concat(net.Slice(a, 20, 20), b), 24, 3);
        Node d = net.Conv(net.Concat(c, net.Slice(a, 0, 7), net.Slice(b, 3, 9)), 18, 1);
        Agreement.Check(net.Build(net.Linear(net.Concat(d, net.Slice(c, 5, 3)), 6)), batch: 2);
    }

    // The products of a tile are long PTX, and the same in every kernel that has such tiles.
    [Fact]
    public void KernelsOfOneTileShareTheirPtx()
    {
        var net = new Net("Shared");
        Node x = net.Conv(net.Conv(net.Input(3, 8, 8), 64), 64, kernel: 1);
        string source = GpuNetwork.Of(net.Build(net.Linear(x, 5))).Source;
        Assert.Single(source.Split("const string Products64x128 ="), part => part.Contains("mma.sync", StringComparison.Ordinal) && part.StartsWith('\n'));
        Assert.Equal(2, source.Split("CudaAsm.Emit(Products64x128, ").Length - 1);
    }
}
