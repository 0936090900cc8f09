using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

internal unsafe partial struct InputTransform<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    public readonly void RunAheadOfTime<F>()
        where F : struct, IFunction<L, V>
    {
        V slope = L.Set(_slope);
        if (_blocks.Unit == 1)
        {
            Plane<F>(slope);
            return;
        }

        for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
        {
            int slot = (_block * ChannelBlock.Lanes) + lane;
            V scale = _blocks.Scale == null ? L.Set(1f) : L.Load(_blocks.Scale + slot);
            V shift = _blocks.Shift == null ? L.Zero : L.Load(_blocks.Shift + slot);
            float* end = _pixels + ((nint)_count * ChannelBlock.Lanes);
            for (float* x = _pixels + lane; x < end; x += ChannelBlock.Lanes)
            {
                L.Store(x, F.Apply(L.Fma(L.Load(x), scale, shift), slope));
            }
        }
    }
}
