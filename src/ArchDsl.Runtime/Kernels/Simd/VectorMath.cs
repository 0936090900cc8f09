using System.Runtime.CompilerServices;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>Transcendental functions to a few units in the last place.</summary>
internal static class VectorMath<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>e^x, clamped to the range of normal floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        V clamped = L.Min(L.Set(88.02f), L.Max(L.Set(-87.3f), x));
        V n = L.Round(L.Mul(clamped, L.Set(1.44269504f)));
        V r = L.Fma(n, L.Set(-0.693359375f), clamped);
        r = L.Fma(n, L.Set(2.12194440e-4f), r);
        V p = L.Set(1.9875691500e-4f);
        p = L.Fma(p, r, L.Set(1.3981999507e-3f));
        p = L.Fma(p, r, L.Set(8.3334519073e-3f));
        p = L.Fma(p, r, L.Set(4.1665795894e-2f));
        p = L.Fma(p, r, L.Set(1.6666665459e-1f));
        p = L.Fma(p, r, L.Set(5.0000001201e-1f));
        V y = L.Fma(L.Mul(p, r), r, L.Add(r, L.Set(1f)));
        return L.Mul(y, L.PowerOfTwo(n));
    }

    /// <summary>e^x - 1 without cancellation near zero; meant for x up to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpM1(V x)
    {
        V p = L.Set(1f / 40320f);
        p = L.Fma(p, x, L.Set(1f / 5040f));
        p = L.Fma(p, x, L.Set(1f / 720f));
        p = L.Fma(p, x, L.Set(1f / 120f));
        p = L.Fma(p, x, L.Set(1f / 24f));
        p = L.Fma(p, x, L.Set(1f / 6f));
        p = L.Fma(p, x, L.Set(0.5f));
        V near = L.Fma(L.Mul(p, x), x, x);
        V far = L.Sub(Exp(x), L.Set(1f));
        return L.WhereGreater(L.Set(0.6f), L.Abs(x), near, far);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x) => L.Div(L.Set(1f), L.Add(L.Set(1f), Exp(L.Sub(L.Zero, x))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        V magnitude = L.Abs(x);
        V z = L.Mul(x, x);
        V p = L.Set(-5.70498872745e-3f);
        p = L.Fma(p, z, L.Set(2.06390887954e-2f));
        p = L.Fma(p, z, L.Set(-5.37397155531e-2f));
        p = L.Fma(p, z, L.Set(1.33314422036e-1f));
        p = L.Fma(p, z, L.Set(-3.33332819422e-1f));
        V near = L.Fma(L.Mul(p, z), x, x);
        V e = Exp(L.Add(magnitude, magnitude));
        V far = L.Sub(L.Set(1f), L.Div(L.Set(2f), L.Add(e, L.Set(1f))));
        far = L.WhereGreater(L.Zero, x, L.Sub(L.Zero, far), far);
        return L.WhereGreater(L.Set(0.625f), magnitude, near, far);
    }

    /// <summary>1 - erf(x) for x of either sign, by the Chebyshev fit of Press et al. (relative error 1.2e-7).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erfc(V x)
    {
        V z = L.Abs(x);
        V t = L.Div(L.Set(2f), L.Add(L.Set(2f), z));
        V p = L.Set(0.17087277f);
        p = L.Fma(p, t, L.Set(-0.82215223f));
        p = L.Fma(p, t, L.Set(1.48851587f));
        p = L.Fma(p, t, L.Set(-1.13520398f));
        p = L.Fma(p, t, L.Set(0.27886807f));
        p = L.Fma(p, t, L.Set(-0.18628806f));
        p = L.Fma(p, t, L.Set(0.09678418f));
        p = L.Fma(p, t, L.Set(0.37409196f));
        p = L.Fma(p, t, L.Set(1.00002368f));
        p = L.Fma(p, t, L.Set(-1.26551223f));
        V tail = L.Mul(t, Exp(L.Sub(p, L.Mul(z, z))));
        return L.WhereGreater(L.Zero, x, L.Sub(L.Set(2f), tail), tail);
    }
}
