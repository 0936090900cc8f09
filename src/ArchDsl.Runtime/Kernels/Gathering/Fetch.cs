using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Gathering;

/// <summary>How a loop gets the vector of one pixel.</summary>
internal unsafe interface IFetch<V>
    where V : struct
{
    V At(float* pixel);
}

/// <summary>A vector that is in memory as it stands.</summary>
internal readonly unsafe struct StraightFetch<L, V>(nint offset) : IFetch<V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At(float* pixel) => L.Load(pixel + offset);
}

/// <summary>A vector put together from lanes of several; zero where none is taken.</summary>
internal readonly unsafe struct GatheredFetch<L, V>(GatheredVector parts) : IFetch<V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At(float* pixel)
    {
        V gathered = L.Zero;
        for (int i = 0; i < parts.Count; i++)
        {
            V taken = L.Permute(L.Load(pixel + parts.Offsets[i]), L.Load(parts.Lanes + (i * L.Count)));
            gathered = L.Select(L.Load(parts.Masks + (i * L.Count)), taken, gathered);
        }

        return gathered;
    }
}
