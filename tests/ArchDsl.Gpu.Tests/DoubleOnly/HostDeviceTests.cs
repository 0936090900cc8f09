using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ArchDsl.Gpu.Tests.DoubleOnly;

/// <summary>
/// Where a network runs that is given tensors and no accelerator, and whose module is on no CUDA device; and what OpenCL asks
/// of whoever launches.
/// </summary>
public sealed class HostDeviceTests
{
    private static readonly Device SmallCuda = new CudaDevice("small CUDA", 8L << 30);
    private static readonly Device LargeCuda = new CudaDevice("large CUDA", 24L << 30);
    private static readonly Device OpenCL = new CLDevice("OpenCL", 128L << 30);

    // As the OpenCL that comes with CUDA drivers: found, and of no use.
    private static readonly Device UselessOpenCL = new CLDevice("useless OpenCL", 24L << 30, hasGenericAddressSpace: false);

    [Fact]
    public void CudaGoesBeforeOpenCLWhateverTheirMemory() => Assert.Equal("large CUDA", Found(OpenCL, SmallCuda, LargeCuda));

    [Fact]
    public void OpenCLGoesBeforeTheCpu() => Assert.Equal("OpenCL", Found(UselessOpenCL, OpenCL));

    [Fact]
    public void DevicesThatNoKernelCanBeCompiledForAreLeftOut()
    {
        Assert.Equal("small CUDA", Found(UselessOpenCL, SmallCuda));
        Assert.Equal("CPUAccelerator", Found(UselessOpenCL));
    }

    [Fact]
    public async Task NetworksAndStreamsOfSeveralThreadsDoNotMeetInAnOpenCLKernel()
    {
        using IDisposable present = SimulatedDevices.Present(OpenCL);
        using Context context = Context.Create(builder => builder.OpenCL());
        Accelerator accelerator = context.GetPreferredDevice(preferCPU: false).CreateAccelerator(context);
        using var one = new HostNetwork(accelerator: accelerator);
        using var two = new HostNetwork(accelerator: accelerator);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            float[] inputs = HostNetwork.Inputs(1, seed: thread);
            for (int i = 0; i < 5; i++)
            {
                HostNetwork.Agree(inputs, thread < 2 ? (thread == 0 ? one : two).Run(inputs) : InStream(one, accelerator, inputs));
            }
        })));
    }

    private static float[] InStream(HostNetwork network, Accelerator accelerator, float[] inputs)
    {
        using AcceleratorStream stream = accelerator.CreateStream();
        using MemoryBuffer1D<float, Stride1D.Dense> image = accelerator.Allocate1D(inputs);
        using MemoryBuffer1D<float, Stride1D.Dense> result = accelerator.Allocate1D<float>(HostNetwork.OutputFloats);
        network.Run(stream, image.View, result.View);
        stream.Synchronize();
        return result.GetAsArray1D();
    }

    private static string? Found(params Device[] devices)
    {
        using IDisposable present = SimulatedDevices.Present(devices);
        return (string?)HostTensorTests.Call("Device", HostTensorTests.Module());
    }
}
