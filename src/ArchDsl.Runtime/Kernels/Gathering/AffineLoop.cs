using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Gathering;

/// <summary>to = f(fetched * scale + shift), or f(fetched) without a scale, for one vector of lanes of several pixels.</summary>
internal readonly unsafe struct AffineLoop<L, V, G>(G fetch, float* from, nint step, float* to, int pixels, float* scale, float* shift, float slope)
    : IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
    where G : struct, IFetch<V>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<F>()
        where F : struct, IFunction<L, V>
    {
        G source = fetch;
        float* read = from;
        float* write = to;
        nint next = step;
        float* end = to + ((nint)pixels * ChannelBlock.Lanes);
        V leak = L.Set(slope);
        if (scale == null)
        {
            for (; write < end; read += next, write += ChannelBlock.Lanes)
            {
                L.Store(write, F.Apply(source.At(read), leak));
            }

            return;
        }

        V by = L.Load(scale);
        V plus = L.Load(shift);
        for (; write < end; read += next, write += ChannelBlock.Lanes)
        {
            L.Store(write, F.Apply(L.Fma(source.At(read), by, plus), leak));
        }
    }
}
