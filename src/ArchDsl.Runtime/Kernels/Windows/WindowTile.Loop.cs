using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

internal static unsafe partial class WindowTile<L, V, O, P>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void RunAheadOfTime(WindowGeometry geometry, in WindowRow row)
    {
        nint step = geometry.StepX;
        int all = (1 << P.Value) - 1;
        int* taps = geometry.Taps + row.FirstTap;
        for (int tile = 0; tile < geometry.Tiles; tile++)
        {
            int first = tile * P.Value;
            float* source = row.Source + (first * step);
            float* weights = row.Weights;
            int* masks = geometry.Masks(tile) + row.FirstTap;
            V start = L.Load(row.Start);
            V r0 = start, r1 = start, r2 = start, r3 = start, r4 = start, r5 = start, r6 = start, r7 = start;
            for (int tap = 0; tap < row.Taps; tap++)
            {
                float* at = source + taps[tap];
                V weight = O.IsWeighted ? L.Load(weights) : L.Zero;
                weights += O.IsWeighted ? L.Count : 0;
                int inside = masks[tap];
                if (inside == all)
                {
                    r0 = O.Join(L.Load(at), weight, r0);
                    if (P.Value > 1) { r1 = O.Join(L.Load(at + step), weight, r1); }
                    if (P.Value > 2) { r2 = O.Join(L.Load(at + (2 * step)), weight, r2); }
                    if (P.Value > 3) { r3 = O.Join(L.Load(at + (3 * step)), weight, r3); }
                    if (P.Value > 4) { r4 = O.Join(L.Load(at + (4 * step)), weight, r4); }
                    if (P.Value > 5) { r5 = O.Join(L.Load(at + (5 * step)), weight, r5); }
                    if (P.Value > 6) { r6 = O.Join(L.Load(at + (6 * step)), weight, r6); }
                    if (P.Value > 7) { r7 = O.Join(L.Load(at + (7 * step)), weight, r7); }
                }
                else
                {
                    if ((inside & 1) != 0) { r0 = O.Join(L.Load(at), weight, r0); }
                    if (P.Value > 1 && (inside & 2) != 0) { r1 = O.Join(L.Load(at + step), weight, r1); }
                    if (P.Value > 2 && (inside & 4) != 0) { r2 = O.Join(L.Load(at + (2 * step)), weight, r2); }
                    if (P.Value > 3 && (inside & 8) != 0) { r3 = O.Join(L.Load(at + (3 * step)), weight, r3); }
                    if (P.Value > 4 && (inside & 16) != 0) { r4 = O.Join(L.Load(at + (4 * step)), weight, r4); }
                    if (P.Value > 5 && (inside & 32) != 0) { r5 = O.Join(L.Load(at + (5 * step)), weight, r5); }
                    if (P.Value > 6 && (inside & 64) != 0) { r6 = O.Join(L.Load(at + (6 * step)), weight, r6); }
                    if (P.Value > 7 && (inside & 128) != 0) { r7 = O.Join(L.Load(at + (7 * step)), weight, r7); }
                }
            }

            TileEnd<L, V, O, P>.Store(geometry, row, first, r0, r1, r2, r3, r4, r5, r6, r7);
        }
    }
}
