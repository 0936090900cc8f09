using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>Finds the tile compiled for a geometry's width and stride.</summary>
internal static unsafe class WindowTiles<L, V, O>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
{
    public static delegate*<WindowGeometry, in WindowRow, void> For(WindowGeometry geometry) => geometry.StrideX switch
    {
        1 => Of<N1>(geometry.TileWidth),
        2 => Of<N2>(geometry.TileWidth),
        _ => Of<N0>(geometry.TileWidth),
    };

    private static delegate*<WindowGeometry, in WindowRow, void> Of<S>(int width)
        where S : struct, IConstant => width switch
        {
            1 => &WindowTile<L, V, O, N1, S>.Run,
            2 => &WindowTile<L, V, O, N2, S>.Run,
            3 => &WindowTile<L, V, O, N3, S>.Run,
            4 => &WindowTile<L, V, O, N4, S>.Run,
            5 => &WindowTile<L, V, O, N5, S>.Run,
            6 => &WindowTile<L, V, O, N6, S>.Run,
            7 => &WindowTile<L, V, O, N7, S>.Run,
            _ => &WindowTile<L, V, O, N8, S>.Run,
        };

    /// <summary>Any stride: known when it runs, not when it is compiled.</summary>
    private readonly struct N0 : IConstant
    {
        public static int Value => 0;
    }
}
