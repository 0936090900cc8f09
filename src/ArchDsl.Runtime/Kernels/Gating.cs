using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels;

/// <summary>A gate on a pointwise convolution's input, applied to the weights instead: there it costs a fraction of one tile.</summary>
internal static unsafe partial class Gating<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Copies a panel's weights, each times the factor of its channel.</summary>
    public static void Scale(in FilterPanel panel, float* weights, float* gate, int[]? places, float* gated)
    {
        if (Precompiled<L, V>.Is)
        {
            ScaleAheadOfTime(panel, weights, gate, places, gated);
        }
        else
        {
            ScaleAtOnce(panel, weights, gate, places, gated);
        }
    }
}
