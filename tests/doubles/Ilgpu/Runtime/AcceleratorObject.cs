namespace ILGPU.Runtime;

/// <summary>Something that lives as long as its accelerator does, at most.</summary>
public abstract class AcceleratorObject : IDisposable
{
    protected AcceleratorObject(Accelerator accelerator)
    {
        Accelerator = accelerator;
        accelerator.Register(this);
    }

    public Accelerator Accelerator { get; }
    public AcceleratorType AcceleratorType => Accelerator.AcceleratorType;
    public bool IsDisposed { get; private set; }

    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        Accelerator.Forget(this);
        DisposeAcceleratorObject(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void DisposeAcceleratorObject(bool disposing);
}
