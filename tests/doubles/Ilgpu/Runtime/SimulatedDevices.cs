namespace ILGPU.Runtime;

/// <summary>Of the double alone: the GPUs that contexts find, so that tests can show which of them is taken. Kernels run on them as on the CPU.</summary>
public static class SimulatedDevices
{
    private static readonly AsyncLocal<Device[]?> Current = new();

    internal static IEnumerable<Device> Found => Current.Value ?? [];

    /// <summary>Lets contexts that this flow of control creates find these devices, until the result is disposed.</summary>
    public static IDisposable Present(params Device[] devices)
    {
        Device[]? before = Current.Value;
        Current.Value = devices;
        return new Absence(before);
    }

    private sealed class Absence(Device[]? before) : IDisposable
    {
        public void Dispose() => Current.Value = before;
    }
}
