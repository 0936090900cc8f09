using System.Runtime;
using System.Runtime.CompilerServices;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>Whether loops over a vector width were compiled ahead of time, for a machine like this one.</summary>
internal static unsafe class Precompiled<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Whether to run the loops of <see cref="Compilation.AheadOfTime"/>.</summary>
    public static readonly bool Is = RunsWithoutJit();

    private static bool RunsWithoutJit()
    {
        float* floats = stackalloc float[ChannelBlock.Lanes];
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        Probe(floats, ChannelBlock.Lanes);
        return JitInfo.GetCompiledMethodCount(currentThread: true) == before;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Probe(float* floats, int count)
    {
        V one = L.Set(1f);
        for (int i = 0; i < count; i += L.Count)
        {
            L.Store(floats + i, L.Fma(one, one, one));
        }
    }
}
