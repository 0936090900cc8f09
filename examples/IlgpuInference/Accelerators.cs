using ArchDsl.Runtime.Gpu;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace IlgpuInference;

/// <summary>The accelerators of this machine, and the network on the best of them.</summary>
internal sealed class Accelerators : IDisposable
{
    private readonly Context _context;

    private Accelerators(Context context, Accelerator best, FashionNetGpu network)
    {
        _context = context;
        Best = best;
        Network = network;
    }

    public Accelerator Best { get; }

    public FashionNetGpu Network { get; }

    /// <summary>Loads the network on the first device that takes it: CUDA before OpenCL before the CPU, of each the largest first.</summary>
    /// <param name="options">Which batch and precision, and whether GPUs are wanted.</param>
    /// <param name="weights">The safetensors file.</param>
    /// <param name="refused">Hears of devices that do not take it.</param>
    /// <exception cref="GpuException">No device takes it.</exception>
    public static Accelerators Open(Options options, string weights, Action<string> refused)
    {
        // Without predicates only devices that kernels can be compiled for; the default CPU device runs groups of 16 threads at most.
        Context context = Context.Create(builder => (options.OnCpu ? builder : builder.Cuda().OpenCL()).CPU(CPUDeviceKind.Nvidia));
        foreach (Device device in BestFirst(context.Devices))
        {
            Accelerator? accelerator = null;
            try
            {
                accelerator = device.CreateAccelerator(context);
                return new Accelerators(context, accelerator, FashionNetGpu.Load(accelerator, weights, BatchOf(options, device), options.Precision));
            }
            catch (Exception error) when (error is GpuException or AcceleratorException or InternalCompilerException or CapabilityNotSupportedException)
            {
                refused($"{device.Name} does not take the network: {error.Message}");
                accelerator?.Dispose();
            }
        }

        context.Dispose();
        throw new GpuException("no accelerator of this machine takes the network");
    }

    public void Dispose()
    {
        Network.Dispose();
        Best.Dispose();
        _context.Dispose();
    }

    // The library's own preference goes by memory alone, of which an OpenCL device on the processor has most.
    private static IEnumerable<Device> BestFirst(IEnumerable<Device> devices) => devices
        .OrderBy(device => device.AcceleratorType switch { AcceleratorType.Cuda => 0, AcceleratorType.OpenCL => 1, _ => 2 })
        .ThenByDescending(device => device.MemorySize);

    private static int BatchOf(Options options, Device device) => options.Batch ?? (device is CPUDevice ? 4 : 256);
}
