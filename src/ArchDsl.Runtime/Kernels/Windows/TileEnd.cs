using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>Writes the results of a tile, those beyond the end of the row left out.</summary>
internal static unsafe class TileEnd<L, V, O, P>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
    where P : struct, IConstant
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(WindowGeometry geometry, in WindowRow row, int first, V r0, V r1, V r2, V r3, V r4, V r5, V r6, V r7)
    {
        V low = L.Set(row.Low);
        V high = L.Set(row.High);
        float* to = row.Target + ((nint)first * ChannelBlock.Lanes);
        float* factor = row.Factors + first;
        int outputs = geometry.OutWidth - first;
        L.Store(to, O.Finish(r0, low, high, factor));
        if (P.Value > 1 && outputs > 1) { L.Store(to + ChannelBlock.Lanes, O.Finish(r1, low, high, factor + 1)); }
        if (P.Value > 2 && outputs > 2) { L.Store(to + (2 * ChannelBlock.Lanes), O.Finish(r2, low, high, factor + 2)); }
        if (P.Value > 3 && outputs > 3) { L.Store(to + (3 * ChannelBlock.Lanes), O.Finish(r3, low, high, factor + 3)); }
        if (P.Value > 4 && outputs > 4) { L.Store(to + (4 * ChannelBlock.Lanes), O.Finish(r4, low, high, factor + 4)); }
        if (P.Value > 5 && outputs > 5) { L.Store(to + (5 * ChannelBlock.Lanes), O.Finish(r5, low, high, factor + 5)); }
        if (P.Value > 6 && outputs > 6) { L.Store(to + (6 * ChannelBlock.Lanes), O.Finish(r6, low, high, factor + 6)); }
        if (P.Value > 7 && outputs > 7) { L.Store(to + (7 * ChannelBlock.Lanes), O.Finish(r7, low, high, factor + 7)); }
    }
}
