using ArchDsl.Gpu.Tests.Support;
using ArchDsl.Runtime.Gpu;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ArchDsl.Gpu.Tests;

/// <summary>Runs on device memory, in one stream and in several.</summary>
public sealed class HostStreamTests
{
    private static Accelerator Device => GpuDevice.Accelerator;

    [Fact]
    public void StreamsHaveArenasOfTheirOwnAndGiveTheSame()
    {
        using var network = new HostNetwork(maxBatch: 2);
        using AcceleratorStream one = Device.CreateStream();
        using AcceleratorStream two = Device.CreateStream();
        foreach (AcceleratorStream stream in new[] { one, two, Device.DefaultStream, one })
        {
            float[] inputs = HostNetwork.Inputs(2, seed: 4);
            HostNetwork.Agree(inputs, RunIn(network, stream, inputs));
        }
    }

    [Fact]
    public async Task StreamsOfSeveralThreadsAndHostRunsDoNotMeet()
    {
        using var network = new HostNetwork(maxBatch: 2);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(thread => Task.Run(() =>
        {
            float[] inputs = HostNetwork.Inputs(2, seed: thread);
            using AcceleratorStream stream = Device.CreateStream();
            for (int i = 0; i < 3; i++)
            {
                HostNetwork.Agree(inputs, thread == 2 ? network.Run(inputs) : RunIn(network, stream, inputs));
            }
        })));
    }

    [Fact]
    public void AStreamOrViewOfAnotherAcceleratorIsRefused()
    {
        using Context context = Context.Create(builder => builder.CPU(CPUDeviceKind.Nvidia));
        using Accelerator other = context.GetPreferredDevice(preferCPU: true).CreateAccelerator(context);
        using var network = new HostNetwork();
        using MemoryBuffer1D<float, Stride1D.Dense> image = Device.Allocate1D(HostNetwork.Inputs(1));
        using MemoryBuffer1D<float, Stride1D.Dense> result = Device.Allocate1D<float>(HostNetwork.OutputFloats);
        using MemoryBuffer1D<float, Stride1D.Dense> foreignImage = other.Allocate1D(HostNetwork.Inputs(1));
        using MemoryBuffer1D<float, Stride1D.Dense> foreignResult = other.Allocate1D<float>(HostNetwork.OutputFloats);
        var stream = Assert.Throws<WrongAcceleratorException>(() => network.Run(other.DefaultStream, image.View, result.View));
        Assert.Contains("the stream", stream.Message, StringComparison.Ordinal);
        var input = Assert.Throws<WrongAcceleratorException>(() => network.Run(Device.DefaultStream, foreignImage.View, result.View));
        Assert.Contains("image", input.Message, StringComparison.Ordinal);
        Assert.Throws<WrongAcceleratorException>(() => network.Run(Device.DefaultStream, image.View, foreignResult.View));
    }

    [Fact]
    public void AbsentAndDisposedStreamsAndEmptyViewsAreRefused()
    {
        using var network = new HostNetwork();
        using MemoryBuffer1D<float, Stride1D.Dense> image = Device.Allocate1D(HostNetwork.Inputs(1));
        using MemoryBuffer1D<float, Stride1D.Dense> result = Device.Allocate1D<float>(HostNetwork.OutputFloats);
        AcceleratorStream gone = Device.CreateStream();
        gone.Dispose();
        Assert.Throws<ArgumentNullException>(() => network.Run(null, image.View, result.View));
        Assert.Throws<ObjectDisposedException>(() => network.Run(gone, image.View, result.View));
        Assert.Throws<ArgumentException>(() => network.Run(Device.DefaultStream, default, default));
        Assert.Throws<ArgumentException>(() => network.Run(Device.DefaultStream, image.View.SubView(0, 0), result.View));
    }

    [Fact]
    public void ViewsInTheMiddleOfABufferRun()
    {
        using var network = new HostNetwork();
        float[] inputs = HostNetwork.Inputs(1);
        using MemoryBuffer1D<float, Stride1D.Dense> memory = Device.Allocate1D([0f, .. inputs, .. new float[HostNetwork.OutputFloats], 5f]);
        network.Run(Device.DefaultStream, memory.View.SubView(1, inputs.Length), memory.View.SubView(1 + inputs.Length, HostNetwork.OutputFloats));
        Device.Synchronize();
        float[] after = memory.GetAsArray1D();
        HostNetwork.Agree(inputs, after[(1 + inputs.Length)..^1]);
        Assert.Equal((0f, 5f), (after[0], after[^1]));
    }

    private static float[] RunIn(HostNetwork network, AcceleratorStream stream, float[] inputs)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> image = Device.Allocate1D(inputs);
        using MemoryBuffer1D<float, Stride1D.Dense> result = Device.Allocate1D<float>(inputs.Length / HostNetwork.InputFloats * HostNetwork.OutputFloats);
        network.Run(stream, image.View, result.View);
        stream.Synchronize();
        return result.GetAsArray1D();
    }
}
