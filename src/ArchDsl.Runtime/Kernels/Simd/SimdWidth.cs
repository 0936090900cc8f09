using System.Runtime.Intrinsics;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>How many bits of floats a kernel works on at a time.</summary>
public enum SimdWidth
{
    /// <summary>The widest the machine accelerates.</summary>
    Best = 0,

    /// <summary>Four floats (SSE, NEON).</summary>
    Bits128 = 128,

    /// <summary>Eight floats (AVX2).</summary>
    Bits256 = 256,

    /// <summary>Sixteen floats (AVX-512).</summary>
    Bits512 = 512,
}

internal static class SimdWidths
{
    /// <summary>Floats of a vector.</summary>
    public static int Lanes(SimdWidth width) => (int)width / (8 * sizeof(float));

    public static SimdWidth Resolve(SimdWidth width) => width switch
    {
        SimdWidth.Bits128 or SimdWidth.Bits256 or SimdWidth.Bits512 => width,
        _ when Vector512.IsHardwareAccelerated => SimdWidth.Bits512,
        _ when Vector256.IsHardwareAccelerated => SimdWidth.Bits256,
        _ => SimdWidth.Bits128,
    };
}
