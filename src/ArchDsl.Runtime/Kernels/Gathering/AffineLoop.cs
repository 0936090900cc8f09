using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Gathering;

/// <summary>to = f(fetched * scale + shift), or f(fetched) without a scale, for one vector of lanes of several pixels.</summary>
internal readonly unsafe partial struct AffineLoop<L, V, G>(G fetch, float* from, nint step, float* to, int pixels, float* scale, float* shift, float slope)
    : IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
    where G : struct, IFetch<V>
{
}
