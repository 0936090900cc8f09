using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Short runs of floats, copied without touching a float outside the run.</summary>
internal static unsafe class RowCopy<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(float* from, float* to, int count)
    {
        int i = 0;
        for (; i <= count - L.Count; i += L.Count)
        {
            L.Store(to + i, L.Load(from + i));
        }

        if (i == count)
        {
            return;
        }

        if (count >= L.Count)
        {
            L.Store(to + count - L.Count, L.Load(from + count - L.Count));
            return;
        }

        Short(from, to, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(float* from, int stride, float* to, int count)
    {
        if (stride == 1)
        {
            Copy(from, to, count);
            return;
        }

        int i = 0;
        if (stride == 2)
        {
            // The last pair of vectors would read one float too far, so it is left to the loop below.
            for (; i < count - L.Count; i += L.Count)
            {
                L.Store(to + i, L.Evens(L.Load(from + (2 * i)), L.Load(from + (2 * i) + L.Count)));
            }
        }

        for (; i < count; i++)
        {
            to[i] = from[(nint)i * stride];
        }
    }

    private static void Short(float* from, float* to, int count)
    {
        if (count >= 8)
        {
            *(Vector256<float>*)to = *(Vector256<float>*)from;
            *(Vector256<float>*)(to + count - 8) = *(Vector256<float>*)(from + count - 8);
        }
        else if (count >= 4)
        {
            *(Vector128<float>*)to = *(Vector128<float>*)from;
            *(Vector128<float>*)(to + count - 4) = *(Vector128<float>*)(from + count - 4);
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                to[i] = from[i];
            }
        }
    }
}
