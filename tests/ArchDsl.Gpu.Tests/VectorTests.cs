using ArchDsl.Compiler.Graph;
using ArchDsl.Cpu.Tests.Support;
using ArchDsl.Gpu.Tests.Support;
using Agreement = ArchDsl.Gpu.Tests.Support.Agreement;

namespace ArchDsl.Gpu.Tests;

/// <summary>Matrices times vectors, a sample or a few at a time.</summary>
public sealed class VectorTests
{
    [Theory]
    [InlineData(5, 3, 1)]
    [InlineData(40, 17, 3)]
    [InlineData(300, 130, 5)]
    [InlineData(600, 8, 2)]
    public void LayersOfVectors(int width, int reduced, int batch)
    {
        var net = new Net("Vectors");
        Node x = net.GlobalPool(net.Conv(net.Input(3, 3, 2), width, 1));
        Node y = net.Conv(x, reduced, 1, act: new Activation(ActivationKind.HardSwish));
        y = net.Add(net.Conv(y, width, 1, linear: true), x);
        GpuNetwork compiled = Agreement.CheckChoices(net.Build(net.Linear(y, 11)), batch);
        Assert.Contains("HardSwishByVectors1(", compiled.Source, StringComparison.Ordinal);
        Assert.Contains("AddByVectors4(", compiled.Source, StringComparison.Ordinal);
        Assert.Contains("ToCallerByVectors1(", compiled.Source, StringComparison.Ordinal);
    }

    // Of several places, normed first; and the whole of a map as one vector.
    [Fact]
    public void VectorsFromSeveralPlaces()
    {
        var net = new Net("Places");
        Node x = net.Conv(net.Input(3, 4, 3), 20);
        Node a = net.GlobalPool(x);
        Node b = net.GlobalPool(net.Conv(x, 9), PoolKind.Max);
        Node y = net.PreActivated(net.Concat(a, b), 33);
        Agreement.CheckChoices(net.Build(net.Linear(y, 6), net.Linear(x, 7)), batch: 3);
    }
}
