namespace ILGPU.Runtime;

/// <summary>A queue of launches and copies. Each is done before its call returns, so a missing <see cref="Synchronize"/> does not show here.</summary>
public class AcceleratorStream : AcceleratorObject
{
    internal AcceleratorStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    public void Synchronize() => ObjectDisposedException.ThrowIf(IsDisposed, this);
    public Task SynchronizeAsync() => Task.Run(Synchronize);

    public ProfilingMarker AddProfilingMarker() => new(Accelerator);

    protected override void DisposeAcceleratorObject(bool disposing)
    {
    }
}
