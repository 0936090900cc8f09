using ArchDsl.Runtime.Gpu;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ArchDsl.Gpu.Tests.DoubleOnly;

/// <summary>A network that finds no memory, wherever it runs out, leaves none behind.</summary>
public sealed class HostMemoryTests : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.CPU(CPUDeviceKind.Nvidia));
    private readonly Accelerator _device;

    public HostMemoryTests() => _device = _context.GetPreferredDevice(preferCPU: true).CreateAccelerator(_context);

    public void Dispose() => _context.Dispose();

    [Fact]
    public void LoadingLeavesNothingWhereverMemoryEnds()
    {
        long needed = Needed();
        for (long memory = 0; memory < needed; memory += Math.Max(1, needed / 7))
        {
            AssertOutOfMemory(memory);
        }

        // The tables come last and are small.
        AssertOutOfMemory(needed - 1);
    }

    [Fact]
    public void TheMessageSaysWhatAndHowMuch()
    {
        _device.SimulatedMemory = 64;
        var error = Assert.Throws<GpuMemoryException>(() => new HostNetwork(accelerator: _device));
        Assert.True(error.Asked > 64);
        Assert.True(error.Free > 0);
        Assert.Contains("the weights", error.Message, StringComparison.Ordinal);
        Assert.IsType<OutOfMemoryException>(error.InnerException);
    }

    [Fact]
    public void ARunThatFindsNoMemoryLeavesTheNetworkUsable()
    {
        using var network = new HostNetwork(maxBatch: 2, accelerator: _device);
        float[] inputs = HostNetwork.Inputs(2);
        long weights = _device.SimulatedMemoryUsed;
        _device.SimulatedMemory = weights + network.ArenaBytes - 1;
        var error = Assert.Throws<GpuMemoryException>(() => network.Run(inputs));
        Assert.Equal(network.ArenaBytes, error.Asked);
        Assert.Equal(weights, _device.SimulatedMemoryUsed);
        _device.SimulatedMemory = weights + network.ArenaBytes;
        Assert.Throws<GpuMemoryException>(() => network.Run(inputs));
        _device.SimulatedMemory = long.MaxValue;
        HostNetwork.Agree(inputs, network.Run(inputs));
    }

    [Fact]
    public void DisposeFreesEverything()
    {
        long before = _device.SimulatedMemoryUsed;
        var network = new HostNetwork(accelerator: _device);
        using AcceleratorStream stream = _device.CreateStream();
        using (MemoryBuffer1D<float, Stride1D.Dense> image = _device.Allocate1D(HostNetwork.Inputs(1)), result = _device.Allocate1D<float>(HostNetwork.OutputFloats))
        {
            network.Run(stream, image.View, result.View);
        }

        network.Run(HostNetwork.Inputs(1));
        Assert.True(_device.SimulatedMemoryUsed > before + (2 * network.ArenaBytes));
        network.Dispose();
        Assert.Equal(before, _device.SimulatedMemoryUsed);
    }

    [Fact]
    public void ArenasOfDisposedStreamsDoNotPileUp()
    {
        using var network = new HostNetwork(accelerator: _device);
        using MemoryBuffer1D<float, Stride1D.Dense> image = _device.Allocate1D(HostNetwork.Inputs(1));
        using MemoryBuffer1D<float, Stride1D.Dense> result = _device.Allocate1D<float>(HostNetwork.OutputFloats);
        long before = _device.SimulatedMemoryUsed;
        for (int i = 0; i < 5; i++)
        {
            using AcceleratorStream stream = _device.CreateStream();
            network.Run(stream, image.View, result.View);
        }

        Assert.Equal(before + network.ArenaBytes, _device.SimulatedMemoryUsed);
    }

    private long Needed()
    {
        using var network = new HostNetwork(accelerator: _device);
        return _device.SimulatedMemoryUsed;
    }

    private void AssertOutOfMemory(long memory)
    {
        _device.SimulatedMemory = memory;
        Assert.Throws<GpuMemoryException>(() => new HostNetwork(accelerator: _device));
        Assert.Equal(0, _device.SimulatedMemoryUsed);
        _device.SimulatedMemory = long.MaxValue;
    }
}
