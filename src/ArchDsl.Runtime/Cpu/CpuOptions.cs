using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Cpu;

/// <summary>How a network runs on the CPU.</summary>
/// <param name="Threads">How many threads compute, the caller among them; 0 for one a core. With 1 no other thread is touched while it runs; weights are packed on all cores whatever the count, to the same bits.</param>
/// <param name="Width">The vector width; by default the machine's best.</param>
public readonly record struct CpuOptions(int Threads = 1, SimdWidth Width = SimdWidth.Best)
{
    internal int Count
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(Threads);
            return Threads == 0 ? Environment.ProcessorCount : Threads;
        }
    }
}
