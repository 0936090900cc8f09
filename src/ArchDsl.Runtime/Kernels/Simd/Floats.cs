using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ArchDsl.Runtime.Kernels.Simd;

// Vectors under names of our own: what is generic over types of this assembly alone can be compiled ahead of time with
// it; over the runtime's vectors it has to wait for the JIT.

/// <summary>4 floats.</summary>
internal readonly struct Floats128
{
    public readonly Vector128<float> V;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Floats128(Vector128<float> vector) => V = vector;
}

/// <summary>8 floats.</summary>
internal readonly struct Floats256
{
    public readonly Vector256<float> V;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Floats256(Vector256<float> vector) => V = vector;
}

/// <summary>16 floats.</summary>
internal readonly struct Floats512
{
    public readonly Vector512<float> V;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Floats512(Vector512<float> vector) => V = vector;
}
