namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// One step of a network on the CPU, with everything that is known before it runs: shapes, packed weights, epilogue.
/// Every thread of a team calls it with its own worker and computes its own share; nothing is allocated.
/// </summary>
/// <remarks>Inner loops are compiled at full optimisation at once: the first image should not wait for the tiers to warm up.</remarks>
public abstract class Kernel
{
    internal Kernel()
    {
    }

    /// <summary>How it computes, for tables: <c>winograd 4x4</c>, <c>depthwise</c>, <c>pool</c>.</summary>
    public abstract string Method { get; }

    /// <summary>How many floats of scratch a thread must lend when <paramref name="parts"/> threads share a sample.</summary>
    internal virtual int ScratchFloats(int parts) => 0;

    /// <summary>
    /// How many floats of scratch <paramref name="parts"/> threads that share a sample use together, 0 for one thread. A
    /// kernel meets the others (<see cref="Cpu.CpuWorker.Sync"/>) before it writes there and before it reads.
    /// </summary>
    internal virtual int SharedFloats(int parts) => 0;
}
