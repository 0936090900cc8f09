using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

internal static unsafe partial class SlidingTile<L, V, O, P, X>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void RunAheadOfTime(WindowGeometry geometry, in WindowRow row)
    {
        const int Lanes = ChannelBlock.Lanes;
        int all = (1 << (((P.Value - 1) * X.Stride) + X.Taps)) - 1;
        V start = L.Load(row.Start);
        float* source = row.Source + geometry.Taps[row.FirstTap];
        int nextRow = geometry.RowStep;
        for (int tile = 0; tile < geometry.Tiles; tile++, source += P.Value * X.Stride * Lanes)
        {
            V r0 = start, r1 = start, r2 = start, r3 = start, r4 = start, r5 = start, r6 = start, r7 = start;
            float* at = source;
            float* weights = row.Weights;
            int inside = geometry.Columns[tile];
            for (int taps = row.Taps; taps > 0; taps -= X.Taps, at += nextRow)
            {
                if (inside == all)
                {
                    X.Row<P, Trusting>(at, inside, weights, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                }
                else
                {
                    X.Row<P, N1>(at, inside, weights, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                }

                weights += O.IsWeighted ? X.Taps * L.Count : 0;
            }

            TileEnd<L, V, O, P>.Store(geometry, row, tile * P.Value, r0, r1, r2, r3, r4, r5, r6, r7);
        }
    }
}
