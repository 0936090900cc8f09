using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels;

internal static unsafe partial class Gating<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void ScaleAheadOfTime(in FilterPanel panel, float* weights, float* gate, int[]? places, float* gated)
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
