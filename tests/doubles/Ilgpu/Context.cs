using System.Collections.Immutable;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ILGPU;

/// <summary>How much the real compiler optimises. O2 miscompiles there; nothing is compiled here, so the double cannot show it.</summary>
public enum OptimizationLevel
{
    O0 = 0,
    O1 = 1,
    O2 = 2,
    Debug = O0,
    Release = O1,
}

/// <summary>How precise the real compiler keeps float arithmetic.</summary>
public enum MathMode
{
    Default,
    Fast32BitOnly,
    Fast,
}

/// <summary>The root of all objects: which devices there are, and how kernels are compiled.</summary>
public sealed class Context : IDisposable
{
    private readonly List<Accelerator> _accelerators = [];

    private Context(Builder builder)
    {
        Devices = [.. builder.Devices];
        Algorithms = builder.Algorithms;
        OptimizationLevel = builder.Level;
    }

    public ImmutableArray<Device> Devices { get; }
    public bool IsDisposed { get; private set; }
    internal bool Algorithms { get; }
    internal OptimizationLevel OptimizationLevel { get; }

    public static Builder Create() => new();

    public static Context Create(Action<Builder> buildingCallback)
    {
        ArgumentNullException.ThrowIfNull(buildingCallback);
        Builder builder = Create();
        buildingCallback(builder);
        return builder.ToContext();
    }

    public static Context CreateDefault() => Create(builder => builder.Default());

    public TDevice GetDevice<TDevice>(int deviceIndex)
        where TDevice : Device =>
        Devices.OfType<TDevice>().ElementAt(deviceIndex);

    /// <summary>The first of the preferred devices.</summary>
    public Device GetPreferredDevice(bool preferCPU) =>
        GetPreferredDevices(preferCPU, matchingDevicesOnly: false).First();

    /// <summary>CPU devices where asked for or where there is nothing else; else all others, those with the most memory first, whatever their kind.</summary>
    public IEnumerable<Device> GetPreferredDevices(bool preferCPU, bool matchingDevicesOnly)
    {
        Device[] others = preferCPU ? [] : [.. Devices.Where(device => device is not CPUDevice).OrderByDescending(device => device.MemorySize)];
        if (others.Length == 0)
            return Devices.OfType<CPUDevice>();
        return matchingDevicesOnly
            ? others.Where(device => device.AcceleratorType == others[0].AcceleratorType && device.MemorySize == others[0].MemorySize)
            : others;
    }

    public ImmutableArray<Device>.Enumerator GetEnumerator() => Devices.GetEnumerator();

    public void Dispose()
    {
        IsDisposed = true;
        foreach (Accelerator accelerator in _accelerators.ToArray())
            accelerator.Dispose();
    }

    internal void Register(Accelerator accelerator)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _accelerators.Add(accelerator);
    }

    /// <summary>Collects devices and options.</summary>
    public sealed class Builder
    {
        internal Builder()
        {
        }

        internal List<Device> Devices { get; } = [];
        internal bool Algorithms { get; set; }
        internal OptimizationLevel Level { get; private set; } = OptimizationLevel.Release;

        public Builder Default() => AllAccelerators();
        public Builder AllAccelerators() => this.DefaultCPU().OpenCL().Cuda();

        /// <summary>Every device as the predicate says, and by nothing else: also such that kernels cannot be compiled for.</summary>
        public Builder AllAccelerators(Predicate<Device> predicate)
        {
            if (predicate(CPUDevice.Default))
                Register(CPUDevice.Default);
            return this.OpenCL(predicate).Cuda(predicate);
        }

        public Builder Optimize(OptimizationLevel level)
        {
            Level = level;
            return this;
        }

        public Builder Math(MathMode mathMode) => this;
        public Builder AutoAssertions() => this;
        public Builder Assertions() => this;
        public Builder Profiling() => this;
        public Builder Release() => Optimize(OptimizationLevel.Release);
        public Builder Debug() => Optimize(OptimizationLevel.Debug);
        public Context ToContext() => new(this);

        internal void Register(Device device)
        {
            if (!Devices.Contains(device))
                Devices.Add(device);
        }
    }
}
