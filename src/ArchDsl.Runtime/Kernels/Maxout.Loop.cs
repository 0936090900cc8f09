using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

public unsafe partial class Maxout
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void LargerAheadOfTime<L, V>(GatheredVector candidate, float* from, float* to, int pixels)
        where L : struct, ILanes<V>
        where V : struct
    {
        var fetch = new GatheredFetch<L, V>(candidate);
        for (nint at = 0, end = (nint)pixels * ChannelBlock.Lanes; at < end; at += ChannelBlock.Lanes)
        {
            L.Store(to + at, L.Max(L.Load(to + at), fetch.At(from + at)));
        }
    }
}
