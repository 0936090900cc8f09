using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

internal static unsafe partial class VectorProduct<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void RunAheadOfTime(float* weights, int* offsets, int count, float* source, float* bias, float* to)
    {
        V a = L.Zero, b = L.Zero, c = L.Zero, d = L.Zero;
        int i = 0;
        for (; i <= count - 4; i += 4, weights += 4 * Block)
        {
            V x0 = L.Set(source[offsets[i]]);
            V x1 = L.Set(source[offsets[i + 1]]);
            V x2 = L.Set(source[offsets[i + 2]]);
            V x3 = L.Set(source[offsets[i + 3]]);
            if (L.Count == Block)
            {
                a = L.Fma(x0, L.Load(weights), a);
                b = L.Fma(x1, L.Load(weights + Block), b);
                c = L.Fma(x2, L.Load(weights + (2 * Block)), c);
                d = L.Fma(x3, L.Load(weights + (3 * Block)), d);
            }
            else if (L.Count == Block / 2)
            {
                Halves(x0, weights, ref a, ref b);
                Halves(x1, weights + Block, ref c, ref d);
                Halves(x2, weights + (2 * Block), ref a, ref b);
                Halves(x3, weights + (3 * Block), ref c, ref d);
            }
            else
            {
                Quarters(x0, weights, ref a, ref b, ref c, ref d);
                Quarters(x1, weights + Block, ref a, ref b, ref c, ref d);
                Quarters(x2, weights + (2 * Block), ref a, ref b, ref c, ref d);
                Quarters(x3, weights + (3 * Block), ref a, ref b, ref c, ref d);
            }
        }

        for (; i < count; i++, weights += Block)
        {
            V x = L.Set(source[offsets[i]]);
            if (L.Count == Block)
            {
                a = L.Fma(x, L.Load(weights), a);
            }
            else if (L.Count == Block / 2)
            {
                Halves(x, weights, ref a, ref b);
            }
            else
            {
                Quarters(x, weights, ref a, ref b, ref c, ref d);
            }
        }

        if (L.Count == Block)
        {
            L.Store(to, L.Add(L.Load(bias), L.Add(L.Add(a, b), L.Add(c, d))));
        }
        else if (L.Count == Block / 2)
        {
            L.Store(to, L.Add(L.Load(bias), L.Add(a, c)));
            L.Store(to + L.Count, L.Add(L.Load(bias + L.Count), L.Add(b, d)));
        }
        else
        {
            L.Store(to, L.Add(L.Load(bias), a));
            L.Store(to + L.Count, L.Add(L.Load(bias + L.Count), b));
            L.Store(to + (2 * L.Count), L.Add(L.Load(bias + (2 * L.Count)), c));
            L.Store(to + (3 * L.Count), L.Add(L.Load(bias + (3 * L.Count)), d));
        }
    }
}
