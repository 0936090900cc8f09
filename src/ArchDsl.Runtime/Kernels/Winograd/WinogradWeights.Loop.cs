using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

internal unsafe partial class WinogradWeights<L, V, W>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void TransformAheadOfTime(float* kernels, int channels, int slots, float* columns, float* to, nint apart)
    {
        for (int channel = 0; channel < channels; channel++, kernels += Taps * Taps * slots)
        {
            for (int v = 0; v < slots; v += L.Count, to += L.Count)
            {
                for (int x = 0; x < Taps; x++)
                {
                    W.Filter(kernels + (x * slots) + v, Taps * slots, columns + (x * L.Count), Taps * L.Count);
                }

                for (int y = 0; y < W.FilterPoints; y++)
                {
                    W.Filter(columns + (y * Taps * L.Count), L.Count, to + (y * W.FilterPoints * apart), apart);
                }
            }
        }
    }
}
