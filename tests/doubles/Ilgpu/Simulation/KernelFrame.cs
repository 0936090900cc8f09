using System.Runtime.CompilerServices;

namespace ILGPU.Simulation;

/// <summary>A kernel's thread: its arguments and, while it waits at a barrier, its locals, in fields of a class made for the kernel.</summary>
public abstract class KernelFrame
{
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1051", Justification = "compiled kernels load it")]
    public object[] Arguments = [];

    /// <summary>The barrier to resume from, 0 at the start.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1051", Justification = "compiled kernels load and store it")]
    public int Barrier;
}

/// <summary>The frame of kernels without barriers, which never wait.</summary>
internal sealed class PlainFrame : KernelFrame;

/// <summary>Runs a thread until its next barrier and returns that barrier's number, or 0 at the end.</summary>
internal delegate int KernelBody(KernelFrame frame);
