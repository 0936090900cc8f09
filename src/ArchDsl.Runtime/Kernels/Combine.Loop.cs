using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

internal readonly unsafe partial struct CombineLoop<L, V, O>
{
    [MethodImpl(Compilation.AheadOfTime)]
    public void RunAheadOfTime<F>()
        where F : struct, IFunction<L, V>
    {
        float* first = a;
        float* second = b;
        float* third = residual;
        float* write = to;
        bool same = spread;
        V factor = L.Load(second);
        V leak = L.Set(slope);
        for (nint at = 0, end = (nint)pixels * ChannelBlock.Lanes; at < end; at += ChannelBlock.Lanes)
        {
            V y = O.Of(L.Load(first + at), same ? factor : L.Load(second + at));
            y = third == null ? y : L.Add(y, L.Load(third + at));
            L.Store(write + at, F.Apply(y, leak));
        }
    }
}
