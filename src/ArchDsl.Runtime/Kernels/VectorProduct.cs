using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>16 sums of products of single floats with 16 weights each, in four chains whatever the width.</summary>
internal static unsafe partial class VectorProduct<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private const int Block = ChannelBlock.Lanes;

    /// <summary>to[0..16] = bias + sum over i of source[offsets[i]] * weights[i, 0..16].</summary>
    public static void Run(float* weights, int* offsets, int count, float* source, float* bias, float* to)
    {
        if (Precompiled<L, V>.Is)
        {
            RunAheadOfTime(weights, offsets, count, source, bias, to);
        }
        else
        {
            RunAtOnce(weights, offsets, count, source, bias, to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(V x, float* weights, ref V low, ref V high)
    {
        low = L.Fma(x, L.Load(weights), low);
        high = L.Fma(x, L.Load(weights + L.Count), high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(V x, float* weights, ref V a, ref V b, ref V c, ref V d)
    {
        a = L.Fma(x, L.Load(weights), a);
        b = L.Fma(x, L.Load(weights + L.Count), b);
        c = L.Fma(x, L.Load(weights + (2 * L.Count)), c);
        d = L.Fma(x, L.Load(weights + (3 * L.Count)), d);
    }
}
