using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>
/// <typeparamref name="P"/> neighbouring outputs of a row, each in a register of its own, by rows of a kernel whose width
/// and stride are known when this is compiled. Pixels beyond the map's sides count as ones that change nothing.
/// </summary>
internal static unsafe class SlidingTile<L, V, O, P, X>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
    where P : struct, IConstant
    where X : struct, ISlide<L, V, O>
{
    /// <summary>Computes all tiles of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(WindowGeometry geometry, in WindowRow row)
    {
        const int Lanes = ChannelBlock.Lanes;
        int all = (1 << (((P.Value - 1) * X.Stride) + X.Taps)) - 1;
        V low = L.Set(row.Low);
        V high = L.Set(row.High);
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

            int first = tile * P.Value;
            float* to = row.Target + ((nint)first * Lanes);
            float* factor = row.Factors + first;
            int outputs = geometry.OutWidth - first;
            L.Store(to, O.Finish(r0, low, high, factor));
            if (P.Value > 1 && outputs > 1) { L.Store(to + Lanes, O.Finish(r1, low, high, factor + 1)); }
            if (P.Value > 2 && outputs > 2) { L.Store(to + (2 * Lanes), O.Finish(r2, low, high, factor + 2)); }
            if (P.Value > 3 && outputs > 3) { L.Store(to + (3 * Lanes), O.Finish(r3, low, high, factor + 3)); }
            if (P.Value > 4 && outputs > 4) { L.Store(to + (4 * Lanes), O.Finish(r4, low, high, factor + 4)); }
            if (P.Value > 5 && outputs > 5) { L.Store(to + (5 * Lanes), O.Finish(r5, low, high, factor + 5)); }
            if (P.Value > 6 && outputs > 6) { L.Store(to + (6 * Lanes), O.Finish(r6, low, high, factor + 6)); }
            if (P.Value > 7 && outputs > 7) { L.Store(to + (7 * Lanes), O.Finish(r7, low, high, factor + 7)); }
        }
    }

    /// <summary>Zero: every pixel is inside, none is asked.</summary>
    private readonly struct Trusting : IConstant
    {
        public static int Value => 0;
    }
}
