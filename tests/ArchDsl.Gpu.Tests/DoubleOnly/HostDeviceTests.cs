using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ArchDsl.Gpu.Tests.DoubleOnly;

/// <summary>Where a network runs that is given tensors and no accelerator, and whose module is on no CUDA device.</summary>
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

    private static string? Found(params Device[] devices)
    {
        using IDisposable present = SimulatedDevices.Present(devices);
        return (string?)HostTensorTests.Call("Device", HostTensorTests.Module());
    }
}
