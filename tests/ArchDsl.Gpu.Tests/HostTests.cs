using ArchDsl.Gpu.Tests.Support;
using ArchDsl.Runtime.Gpu;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ArchDsl.Gpu.Tests;

/// <summary>How a program uses a network on an accelerator, and how it misuses it.</summary>
public sealed class HostTests
{
    [Fact]
    public void BatchesUpToTheLargestRun()
    {
        using var network = new HostNetwork(maxBatch: 3);
        for (int samples = 1; samples <= 3; samples++)
        {
            float[] inputs = HostNetwork.Inputs(samples);
            HostNetwork.Agree(inputs, network.Run(inputs));
        }
    }

    [Fact]
    public void MoreSamplesThanTheLargestBatchAreRefused()
    {
        using var network = new HostNetwork(maxBatch: 2);
        var error = Assert.Throws<BatchTooLargeException>(() => network.Run(HostNetwork.Inputs(3)));
        Assert.Equal((3, 2), (error.Samples, error.MaxBatch));
        Assert.Contains("maxBatch: 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, HostNetwork.OutputFloats)]
    [InlineData(HostNetwork.InputFloats, 0)]
    [InlineData(HostNetwork.InputFloats + 1, HostNetwork.OutputFloats)]
    [InlineData(HostNetwork.InputFloats, 2 * HostNetwork.OutputFloats)]
    public void LengthsThatAreNoBatchAreRefused(int inputs, int outputs)
    {
        using var network = new HostNetwork();
        Assert.Throws<ArgumentException>(() => network.Run(new float[inputs], new float[outputs]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void ALargestBatchBelowOneIsRefused(int maxBatch) => Assert.Throws<ArgumentOutOfRangeException>(() => new HostNetwork(maxBatch));

    [Fact]
    public void WithoutOptionsABatchIsOneSampleInFullPrecision()
    {
        var options = new GpuOptions();
        options.Check();
        Assert.Equal((1, Precision.Strict), (options.MaxBatch, options.Precision));
    }

    [Fact]
    public void APrecisionThatIsNoneIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new HostNetwork(precision: (Precision)7));

    [Fact]
    public void BatchesThatKernelsCannotIndexAreRefusedWithTheLargestThatTheyCan()
    {
        var error = Assert.Throws<GpuException>(() => new HostNetwork(maxBatch: int.MaxValue));
        int most = int.Parse(error.Message.Split("maxBatch of ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(most, 100_000, int.MaxValue / 2);
        using (new HostNetwork(maxBatch: most))
        {
            Assert.Throws<GpuException>(() => new HostNetwork(maxBatch: most + 1));
        }
    }

    [Fact]
    public void GroupsThatTheDeviceDoesNotRunAreRefusedByNameAndNeed()
    {
        using Context context = Context.Create(builder => builder.CPU(CPUDeviceKind.Default));
        using Accelerator small = context.GetPreferredDevice(preferCPU: true).CreateAccelerator(context);
        var error = Assert.Throws<GpuException>(() => new HostNetwork(accelerator: small));
        Assert.Contains(small.Name, error.Message, StringComparison.Ordinal);
        Assert.Contains("16 threads", error.Message, StringComparison.Ordinal);
        Assert.Contains("CPUDeviceKind.Nvidia", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADisposedAcceleratorIsRefused()
    {
        using Context context = Context.Create(builder => builder.CPU(CPUDeviceKind.Nvidia));
        Accelerator gone = context.GetPreferredDevice(preferCPU: true).CreateAccelerator(context);
        gone.Dispose();
        Assert.Throws<ObjectDisposedException>(() => new HostNetwork(accelerator: gone));
    }

    [Fact]
    public void AKernelThatTheDeviceRefusesIsNamed()
    {
        // A context of its own: ILGPU's compiles nothing more after a kernel that it refused.
        using Context context = Context.Create(builder => builder.CPU(CPUDeviceKind.Nvidia));
        using Accelerator accelerator = context.GetPreferredDevice(preferCPU: true).CreateAccelerator(context);
        var error = Assert.Throws<GpuException>(() => HostNetwork.LoadRefused(accelerator));
        Assert.Matches($"^{accelerator.Name} does not take the kernel Conv3x3.* of Small: ", error.Message);
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public void UseAfterDisposeIsRefused()
    {
        var network = new HostNetwork();
        float[] inputs = HostNetwork.Inputs(1);
        network.Run(inputs);
        network.Dispose();
        network.Dispose();
        Assert.Throws<ObjectDisposedException>(() => network.Run(inputs));
        Assert.Throws<ObjectDisposedException>(() => network.Run(GpuDevice.Accelerator.DefaultStream, default, default));
    }

    [Fact]
    public async Task ThreadsThatRunAtOnceGetTheirOwnResults()
    {
        using var network = new HostNetwork(maxBatch: 2);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            float[] inputs = HostNetwork.Inputs(1 + (thread % 2), seed: thread);
            for (int i = 0; i < 3; i++)
            {
                HostNetwork.Agree(inputs, network.Run(inputs));
            }
        })));
    }

    [Fact]
    public async Task DisposingWhileThreadsRunEndsThemInOrder()
    {
        var network = new HostNetwork();
        float[] inputs = HostNetwork.Inputs(2);
        float[] first = network.Run(inputs);
        Task<bool>[] runs = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            try
            {
                while (true)
                {
                    Assert.Equal(first, network.Run(inputs));
                }
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        })).ToArray();
        await Task.Delay(50);
        network.Dispose();
        Assert.All(await Task.WhenAll(runs), Assert.True);
    }
}
