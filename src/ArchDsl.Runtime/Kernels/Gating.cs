using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels;

/// <summary>A gate on a pointwise convolution's input, applied to the weights instead: there it costs a fraction of one tile.</summary>
internal static unsafe class Gating<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Copies a panel's weights, each times the factor of its channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(in FilterPanel panel, float* weights, float* gate, int[]? places, float* gated)
    {
        for (int channel = panel.Channel; channel < panel.Channel + panel.Channels; channel++)
        {
            V factor = L.Set(gate[places is null ? channel : places[channel]]);
            for (int v = 0; v < panel.Vectors; v++)
            {
                L.Store(gated, L.Mul(L.Load(weights), factor));
                weights += L.Count;
                gated += L.Count;
            }
        }
    }
}
