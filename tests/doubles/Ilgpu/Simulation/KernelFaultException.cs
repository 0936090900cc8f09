namespace ILGPU.Simulation;

/// <summary>What a kernel or a host call did that a GPU would punish, silently or not.</summary>
public enum KernelFault
{
    OutOfRange,
    Unwritten,
    Misaligned,
    UseAfterDispose,
    BarrierDivergence,
    Race,
    SharedMemoryExceeded,
    GroupTooLarge,
    GridTooLarge,
    WarpShuffle,
}

/// <summary>An error that only the double reports. The message names the place and, inside a kernel, the thread.</summary>
public sealed class KernelFaultException(KernelFault fault, string message) : Exception(message)
{
    public KernelFault Fault { get; } = fault;
}
