using System.Globalization;

namespace ArchDsl.Runtime.Gpu;

/// <summary>This machine has no CUDA device, or no driver that can be used.</summary>
public sealed class CudaUnavailableException : GpuException
{
    /// <summary>With what is missing.</summary>
    public CudaUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A call of the CUDA driver failed.</summary>
public sealed class CudaDriverException : GpuException
{
    /// <summary>With what the driver says.</summary>
    /// <param name="call">The driver's function.</param>
    /// <param name="code">What it returned.</param>
    /// <param name="error">The name of that, as <c>CUDA_ERROR_INVALID_PTX</c>.</param>
    /// <param name="details">What else is known.</param>
    public CudaDriverException(string call, int code, string error, string details)
        : base(string.Create(CultureInfo.InvariantCulture, $"{call} failed with {error} ({code}){(details.Length == 0 ? "" : ": ")}{details}"))
    {
        Code = code;
        Error = error;
    }

    /// <summary>What the driver returned.</summary>
    public int Code { get; }

    /// <summary>Its name.</summary>
    public string Error { get; }
}
