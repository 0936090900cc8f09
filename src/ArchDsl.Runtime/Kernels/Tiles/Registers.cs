using System.Runtime.Intrinsics.Arm;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Tiles;

internal static class Registers
{
    /// <summary>Whether there are 32 vector registers instead of 16.</summary>
    public static bool Many<L, V>()
        where L : struct, ILanes<V>
        where V : struct => L.Count == 16 || AdvSimd.IsSupported;
}
