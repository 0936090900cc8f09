namespace ILGPU.Runtime;

/// <summary>An error that a device's driver reported.</summary>
public abstract class AcceleratorException : Exception
{
    protected AcceleratorException(string message)
        : base(message)
    {
    }

    public abstract AcceleratorType AcceleratorType { get; }
}
