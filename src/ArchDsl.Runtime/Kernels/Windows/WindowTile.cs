using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>
/// <typeparamref name="P"/> neighbouring outputs of a row, each in a register of its own, tap by tap: for kernels of any
/// width, stride and dilation. A tap that reaches beyond the map's sides for some outputs is taken by the others alone.
/// </summary>
internal static unsafe class WindowTile<L, V, O, P>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
    where P : struct, IConstant
{
    /// <summary>Computes all tiles of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(WindowGeometry geometry, in WindowRow row)
    {
        const int Lanes = ChannelBlock.Lanes;
        nint step = geometry.StepX;
        int all = (1 << P.Value) - 1;
        int* taps = geometry.Taps + row.FirstTap;
        V low = L.Set(row.Low);
        V high = L.Set(row.High);
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
}
