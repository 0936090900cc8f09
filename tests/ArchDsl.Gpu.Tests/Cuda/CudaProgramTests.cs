using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Gpu;

namespace ArchDsl.Gpu.Tests.Cuda;

/// <summary>A network's program through the CUDA driver's functions, on a driver that writes down what it is asked.</summary>
public sealed class CudaProgramTests
{
    private readonly CudaDriver _driver = FakeCuda.Start();

    // As ILGPU prints the parameters: `.param .align 8 .b8 [16]` four times, then the places, a struct of natural alignment.
    [Fact]
    public void ParametersLieAsThePtxDeclaresThem()
    {
        Assert.Equal(16, Unsafe.SizeOf<CudaView>());
        Assert.Equal([0, 16, 32, 48, 64], new[] { "Arena", "Weights", "Tables", "Caller", "At" }.Select(f => (int)Marshal.OffsetOf<CudaParameters>(f)));
        Assert.Equal(8, (int)Marshal.OffsetOf<CudaView>("<Length>k__BackingField"));
    }

    [Fact]
    public void LaunchesCarryKernelGridMemoryAndPlaces()
    {
        using CudaProgram<Action> program = Load(out GpuProgram<Action> plan);
        var tensor = new CudaView(0x1234, 99);
        program.Run(queue =>
        {
            queue.Launch(plan.Steps[0], 2, tensor);
            queue.Launch(plan.Steps[1], 2);
        });
        FakeCuda.Launched first = FakeCuda.Launches[0];
        Assert.Equal("entry of ptx of First", first.Function);
        Assert.Equal(((20u, 3u, 1u), (64u, 1u, 1u), (nint)0), (first.Groups, first.Threads, first.Stream));
        Assert.Equal(tensor, first.Parameters.Caller);
        Assert.Equal((2, 5, 11), (first.Parameters.At.Samples, first.Parameters.At.Arena, first.Parameters.At.Target));
        FakeCuda.Launched second = FakeCuda.Launches[1];
        Assert.Equal(first.Function, second.Function);
        Assert.Equal(second.Parameters.Arena, second.Parameters.Caller);
        Assert.Equal(plan.ArenaFloats, second.Parameters.Arena.Length);
        Assert.Equal([1f, 2f, 3f], FakeCuda.Read<float>(second.Parameters.Weights)[..3].ToArray());
        Assert.Equal([4, 5], FakeCuda.Read<int>(second.Parameters.Tables).ToArray());
        Assert.Equal(0, FakeCuda.Current);
    }

    [Fact]
    public void EqualKernelsAreCompiledOnce()
    {
        using CudaProgram<Action> program = Load(out _);
        Assert.Equal(1, FakeCuda.ModuleCount);
    }

    [Fact]
    public void DisposeLeavesNothing()
    {
        CudaProgram<Action> program = Load(out _);
        Assert.Equal((3, 1), (FakeCuda.Memory.Count, FakeCuda.Retained));
        program.Dispose();
        program.Dispose();
        AssertNothingLeft();
        Assert.Throws<ObjectDisposedException>(() => program.Run(_ => { }));
    }

    [Theory]
    [InlineData("ModuleLoad", "cuModuleLoadDataEx failed with CUDA_ERROR_OF_TEST (218): as the test asked\nptxas: line 3")]
    [InlineData("ModuleGetFunction", "cuModuleGetFunction failed with CUDA_ERROR_OF_TEST (218): as the test asked")]
    [InlineData("CopyToDevice", "cuMemcpyHtoD failed with CUDA_ERROR_OF_TEST (218): as the test asked")]
    [InlineData("Allocate", "cuMemAlloc failed with CUDA_ERROR_OF_TEST (218): as the test asked")]
    [InlineData("Push", "cuCtxPushCurrent failed with CUDA_ERROR_OF_TEST (218): as the test asked")]
    public void EveryFailureWhileLoadingLeavesNothingAndIsNamed(string function, string message)
    {
        FakeCuda.Failures[function] = 218;
        var error = Assert.Throws<CudaDriverException>(() => Load(out _));
        Assert.Equal(message, error.Message);
        Assert.Equal((218, "CUDA_ERROR_OF_TEST"), (error.Code, error.Error));
        AssertNothingLeft();
    }

    [Fact]
    public void MemoryThatEndsAnywhereLeavesNothingAndSaysHowMuch()
    {
        using (Load(out _))
        {
        }

        long needed = 4 * 5 * 3 * 4;
        for (long memory = 0; memory <= needed; memory += needed / 4)
        {
            FakeCuda.MemorySize = memory;
            var error = Assert.Throws<GpuMemoryException>(() => Load(out _));
            Assert.True(error.Asked > error.Free);
            AssertNothingLeft();
        }
    }

    [Fact]
    public void ALaunchThatFailsIsNamedAndLeavesTheContext()
    {
        using CudaProgram<Action> program = Load(out GpuProgram<Action> plan);
        FakeCuda.Failures["Launch"] = 700;
        var error = Assert.Throws<CudaDriverException>(() => program.Run(queue => queue.Launch(plan.Steps[0], 1)));
        Assert.StartsWith("cuLaunchKernel failed with", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, FakeCuda.Current);
    }

    [Fact]
    public void AMachineWithoutADeviceOrWithAnOldDriverIsUnavailable()
    {
        FakeCuda.Failures["Init"] = CudaDriver.NoDevice;
        Assert.Contains("no CUDA device", Assert.Throws<CudaUnavailableException>(FakeCuda.Open).Message, StringComparison.Ordinal);
        FakeCuda.Failures.Clear();
        FakeCuda.Version = 10020;
        Assert.Equal("the driver is made for CUDA 10.2; 11.0 is needed", Assert.Throws<CudaUnavailableException>(FakeCuda.Open).Message);
        Assert.Throws<CudaUnavailableException>(() => new CudaDriver(_ => throw new CudaUnavailableException("no such function")));
    }

    [Fact]
    public void WithoutADriverTheMessageNamesTheLibrary()
    {
        try
        {
            using CudaContext context = CudaContext.OfDevice(0);
            Assert.True(context.Major >= 3);
        }
        catch (CudaUnavailableException error)
        {
            Assert.True(error.Message.Contains("cuda", StringComparison.OrdinalIgnoreCase), error.Message);
        }
    }

    private static void AssertNothingLeft()
    {
        Assert.Empty(FakeCuda.Memory);
        Assert.Equal((0, 0, 0), (FakeCuda.ModuleCount, FakeCuda.Retained, FakeCuda.Current));
    }

    private static void First() => throw new InvalidOperationException("kernels run on devices");

    private CudaProgram<Action> Load(out GpuProgram<Action> plan)
    {
        var context = new CudaContext(_driver, 2);
        Assert.Equal(("Fake GPU", 2, true), (context.Limits.Name, context.Limits.Multiprocessors, context.Limits.HasTf32));
        plan = new GpuProgram<Action>("Net", context.Limits, new GpuOptions(4), arenaQuads: 5, sumsQuads: 0, new TensorInfo("image", 1, 2, 2));
        for (int i = 0; i < 2; i++)
        {
            var shape = new LaunchShape(GpuGrid.SampleBySample, 64, 40, 4, Rows: 3);
            plan.Take(new Places { Arena = 5, Target = 11 }, new GpuCandidate<Action>(First, shape));
        }

        var weights = new GpuWeights();
        weights.Add([1, 2, 3]);
        weights.AddTable([4, 5]);
        return new CudaProgram<Action>(context, plan, weights, step => new CudaKernelSource($"ptx of {step.Kernel.Method.Name}", "entry"));
    }
}
