namespace ILGPU.Runtime.Cuda;

/// <summary>CUDA devices of a context: the double reaches those of <see cref="SimulatedDevices"/> alone.</summary>
public static class CudaContextExtensions
{
    public static Context.Builder Cuda(this Context.Builder builder) => builder.Cuda(_ => true);

    public static Context.Builder Cuda(this Context.Builder builder, Predicate<CudaDevice> predicate)
    {
        foreach (CudaDevice device in SimulatedDevices.Found.OfType<CudaDevice>().Where(device => predicate(device)))
            builder.Register(device);
        return builder;
    }
}
