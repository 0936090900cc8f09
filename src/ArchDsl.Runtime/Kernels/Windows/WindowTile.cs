using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>
/// <typeparamref name="P"/> neighbouring outputs of a row, each in a register of its own, tap by tap: for kernels of any
/// width, stride and dilation. A tap that reaches beyond the map's sides for some outputs is taken by the others alone.
/// </summary>
internal static unsafe partial class WindowTile<L, V, O, P>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
    where P : struct, IConstant
{
    /// <summary>Computes all tiles of a row.</summary>
    public static void Run(WindowGeometry geometry, in WindowRow row)
    {
        if (Precompiled<L, V>.Is)
        {
            RunAheadOfTime(geometry, row);
        }
        else
        {
            RunAtOnce(geometry, row);
        }
    }
}
