namespace ILGPU.Runtime.OpenCL;

/// <summary>OpenCL devices of a context: the double reaches those of <see cref="SimulatedDevices"/> alone.</summary>
public static class CLContextExtensions
{
    /// <summary>Devices that kernels can be compiled for.</summary>
    public static Context.Builder OpenCL(this Context.Builder builder) => builder.OpenCL(device => device.HasGenericAddressSpace);

    /// <summary>Devices as the predicate says, and by nothing else: also such that kernels cannot be compiled for.</summary>
    public static Context.Builder OpenCL(this Context.Builder builder, Predicate<CLDevice> predicate)
    {
        foreach (CLDevice device in SimulatedDevices.Found.OfType<CLDevice>().Where(device => predicate(device)))
            builder.Register(device);
        return builder;
    }
}
