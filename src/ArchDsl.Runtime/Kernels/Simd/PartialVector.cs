using System.Runtime.CompilerServices;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>
/// Loads and stores of the ragged end of a row: never a byte outside it. Vectors come and go by reference, as calls have to
/// pass them in code that is compiled ahead of time.
/// </summary>
internal static unsafe class PartialVector
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Load<L, V>(float* from, int count, out V value)
        where L : struct, ILanes<V>
        where V : struct
    {
        float* lanes = stackalloc float[16];
        for (int i = 0; i < L.Count; i++)
        {
            lanes[i] = i < count ? from[i] : 0f;
        }

        value = L.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<L, V>(float* to, int count, in V value)
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
