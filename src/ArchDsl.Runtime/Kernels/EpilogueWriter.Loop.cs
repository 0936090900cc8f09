using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

internal unsafe partial struct EpilogueWriter<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    public readonly void RunAheadOfTime<F>()
        where F : struct, IFunction<L, V>
    {
        V slope = L.Set(_epilogue.Activation.Slope);
        V sums = L.Zero;
        bool last = _epilogue.ResidualLast;
        float* end = _from + ((nint)_count * ChannelBlock.Lanes);
        float* to = _to;
        float* residual = _residual;
        for (float* from = _from; from < end; from += ChannelBlock.Lanes, to += ChannelBlock.Lanes)
        {
            V y = L.Load(from);
            if (residual == null)
            {
                y = F.Apply(y, slope);
            }
            else
            {
                V other = L.Load(residual);
                y = last ? L.Add(F.Apply(y, slope), other) : F.Apply(L.Add(y, other), slope);
                residual += ChannelBlock.Lanes;
            }

            L.Store(to, y);
            sums = L.Add(sums, y);
        }

        if (_epilogue.Squeeze != null)
        {
            float* squeeze = _epilogue.Squeeze + _slot;
            L.Store(squeeze, L.Add(L.Load(squeeze), sums));
        }
    }
}
