using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>What a kernel asks of the caches; the same at every vector width.</summary>
internal static unsafe class CacheLine
{
    /// <summary>
    /// Asks for a cache line to be brought as near as possible; an address outside all memory does no harm. Nothing where
    /// .NET offers no such instruction.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* from)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(from);
        }
    }
}
