extern alias inference;

using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using inference::IlgpuInference;
using Xunit;
using InferenceFiles = inference::Quickstart.Files;
using InferenceOptions = inference::IlgpuInference.Options;

namespace ArchDsl.Examples.Tests.DoubleOnly;

/// <summary>Which of a machine's devices the inference example takes.</summary>
public class AcceleratorTests
{
    private static readonly Device Cuda = new CudaDevice("CUDA", 8L << 30);
    private static readonly Device OpenCL = new CLDevice("OpenCL", 128L << 30);
    private static readonly Device UselessOpenCL = new CLDevice("useless OpenCL", 24L << 30, hasGenericAddressSpace: false);

    [Fact]
    public void CudaGoesBeforeOpenCLBeforeTheCpu()
    {
        Assert.Equal("CUDA", Taken(new InferenceOptions(), OpenCL, Cuda, UselessOpenCL));
        Assert.Equal("OpenCL", Taken(new InferenceOptions(), OpenCL, UselessOpenCL));
        Assert.Equal("CPUAccelerator", Taken(new InferenceOptions(), UselessOpenCL));
    }

    [Fact]
    public void OnCpuLeavesGpusAlone() => Assert.Equal("CPUAccelerator", Taken(new InferenceOptions(OnCpu: true), Cuda, OpenCL));

    private static string Taken(InferenceOptions options, params Device[] devices)
    {
        using IDisposable present = SimulatedDevices.Present(devices);
        using Accelerators accelerators = Accelerators.Open(options with { Batch = 1 }, InferenceFiles.Weights, message => Assert.Fail(message));
        return accelerators.Best.Name;
    }
}
