using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>Finds the tile compiled for a geometry: its kernel's width, its stride, the outputs of a tile.</summary>
internal static unsafe class WindowTiles<L, V, O>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
{
    public static delegate*<WindowGeometry, in WindowRow, void> For(WindowGeometry geometry) =>
        (geometry.SlideTaps, geometry.StrideX) switch
        {
            (3, 1) => Sliding<SlideThree<L, V, O>>(geometry.TileWidth),
            (3, 2) => Sliding<SlideThreeByTwo<L, V, O>>(geometry.TileWidth),
            (5, 1) => Sliding<SlideFive<L, V, O>>(geometry.TileWidth),
            (5, 2) => Sliding<SlideFiveByTwo<L, V, O>>(geometry.TileWidth),
            _ => TapByTap(geometry.TileWidth),
        };

    private static delegate*<WindowGeometry, in WindowRow, void> Sliding<X>(int width)
        where X : struct, ISlide<L, V, O> => width switch
        {
            1 => &SlidingTile<L, V, O, N1, X>.Run,
            2 => &SlidingTile<L, V, O, N2, X>.Run,
            3 => &SlidingTile<L, V, O, N3, X>.Run,
            4 => &SlidingTile<L, V, O, N4, X>.Run,
            5 => &SlidingTile<L, V, O, N5, X>.Run,
            6 => &SlidingTile<L, V, O, N6, X>.Run,
            7 => &SlidingTile<L, V, O, N7, X>.Run,
            _ => &SlidingTile<L, V, O, N8, X>.Run,
        };

    private static delegate*<WindowGeometry, in WindowRow, void> TapByTap(int width) => width switch
    {
        1 => &WindowTile<L, V, O, N1>.Run,
        2 => &WindowTile<L, V, O, N2>.Run,
        3 => &WindowTile<L, V, O, N3>.Run,
        4 => &WindowTile<L, V, O, N4>.Run,
        5 => &WindowTile<L, V, O, N5>.Run,
        6 => &WindowTile<L, V, O, N6>.Run,
        7 => &WindowTile<L, V, O, N7>.Run,
        _ => &WindowTile<L, V, O, N8>.Run,
    };
}
