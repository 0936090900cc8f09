using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>
/// <typeparamref name="P"/> neighbouring outputs of a row, each in a register of its own, by rows of a kernel whose width
/// and stride are known when this is compiled. Pixels beyond the map's sides count as ones that change nothing.
/// </summary>
internal static unsafe partial class SlidingTile<L, V, O, P, X>
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
    where P : struct, IConstant
    where X : struct, ISlide<L, V, O>
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

    /// <summary>Zero: every pixel is inside, none is asked.</summary>
    private readonly struct Trusting : IConstant
    {
        public static int Value => 0;
    }
}
