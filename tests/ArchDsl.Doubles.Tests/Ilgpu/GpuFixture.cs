using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ArchDsl.Doubles.Tests.Ilgpu;

/// <summary>A context with the one accelerator that every machine has, in the dimensions of an Nvidia GPU.</summary>
public sealed class GpuFixture : IDisposable
{
    public GpuFixture()
    {
        Context = Context.Create(builder => builder.CPU(CPUDeviceKind.Nvidia).Optimize(OptimizationLevel.O1).EnableAlgorithms());
        Accelerator = Context.GetPreferredDevice(preferCPU: true).CreateAccelerator(Context);
    }

    public Context Context { get; }
    public Accelerator Accelerator { get; }

    public MemoryBuffer1D<float, Stride1D.Dense> Upload(float[] data)
    {
        MemoryBuffer1D<float, Stride1D.Dense> buffer = Accelerator.Allocate1D<float>(data.Length);
        buffer.View.CopyFromCPU(data);
        return buffer;
    }

    public static float[] Random(int length, int seed)
    {
        var random = new Random(seed);
        var data = new float[length];
        for (int i = 0; i < length; i++)
            data[i] = (random.NextSingle() * 2) - 1;
        return data;
    }

    public void Dispose()
    {
        Accelerator.Dispose();
        Context.Dispose();
    }
}
