using System.Runtime.CompilerServices;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>Loads and stores of the ragged end of a row: never a byte outside it.</summary>
internal static unsafe class PartialVector
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Load<L, V>(float* from, int count)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* lanes = stackalloc float[16];
        for (int i = 0; i < L.Count; i++)
        {
            lanes[i] = i < count ? from[i] : 0f;
        }

        return L.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<L, V>(float* to, int count, V value)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* lanes = stackalloc float[16];
        L.Store(lanes, value);
        for (int i = 0; i < count; i++)
        {
            to[i] = lanes[i];
        }
    }
}
