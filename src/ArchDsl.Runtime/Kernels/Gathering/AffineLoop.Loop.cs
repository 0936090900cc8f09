using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Gathering;

internal readonly unsafe partial struct AffineLoop<L, V, G>
{
    [MethodImpl(Compilation.AheadOfTime)]
    public void RunAheadOfTime<F>()
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
