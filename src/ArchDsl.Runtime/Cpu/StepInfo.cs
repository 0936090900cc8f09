using ArchDsl.Runtime.Kernels;

namespace ArchDsl.Runtime.Cpu;

/// <summary>One kernel of a network as its generated class describes it.</summary>
/// <param name="Name">The layer it computes.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Macs">Multiply-accumulates of a sample, counted as if computed directly.</param>
/// <param name="Bytes">Bytes that it reads and writes, weights included.</param>
public readonly record struct StepInfo(string Name, Kernel Kernel, long Macs, long Bytes);
