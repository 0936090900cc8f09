namespace TorchSharp;

public static partial class torch
{
    public class Device
    {
        public Device(string description)
        {
            string[] parts = description.Split(':');
            type = parts[0] switch
            {
                "cpu" => DeviceType.CPU,
                "cuda" => DeviceType.CUDA,
                "mps" => DeviceType.MPS,
                "meta" => DeviceType.META,
                _ => throw new ArgumentException($"'{description}' is not a valid device"),
            };
            index = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : -1;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public DeviceType type { get; private set; }

        public int index { get; private set; }

        public override string ToString() => index < 0
            ? type.ToString().ToLowerInvariant()
            : FormattableString.Invariant($"{type.ToString().ToLowerInvariant()}:{index}");

        public static implicit operator Device(string description) => new(description);
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static Device device(string description) => new(description);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static class cuda
    {
        public static bool is_available() => false;
    }

    internal static void RequireCpu(Device? device)
    {
        if (device is not null && device.type != DeviceType.CPU)
            throw new InvalidOperationException($"{device.type} is not available.");
    }
}
