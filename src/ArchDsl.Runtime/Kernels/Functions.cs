using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>An activation as a type, so that the loop around it is compiled with it inside.</summary>
internal interface IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    static abstract V Apply(V x, V slope);
}

internal readonly struct IdentityFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) => x;
}

internal readonly struct ReluFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) => L.Max(L.Zero, x);
}

internal readonly struct Relu6Function<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) => L.Min(L.Set(6f), L.Max(L.Zero, x));
}

internal readonly struct LeakyFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) => L.WhereGreater(x, L.Zero, x, L.Mul(x, slope));
}

internal readonly struct SiluFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope)
    {
        // Below -87 the result is nothing, but x itself could still be huge.
        V bounded = L.Max(L.Set(-87f), x);
        return L.Div(bounded, L.Add(L.Set(1f), VectorMath<L, V>.Exp(L.Sub(L.Zero, bounded))));
    }
}

/// <summary>With e = e^x, tanh(ln(1 + e)) = (e^2 + 2e) / (e^2 + 2e + 2): no logarithm and no cancellation.</summary>
internal readonly struct MishFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope)
    {
        V e = VectorMath<L, V>.Exp(L.Min(L.Set(20f), x));
        V n = L.Mul(e, L.Add(e, L.Set(2f)));
        return L.Mul(L.Max(L.Set(-87f), x), L.Div(n, L.Add(n, L.Set(2f))));
    }
}

internal readonly struct HardSwishFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) => L.Mul(x, HardSigmoidFunction<L, V>.Apply(x, slope));
}

internal readonly struct HardSigmoidFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) =>
        L.Mul(L.Min(L.Set(6f), L.Max(L.Zero, L.Add(x, L.Set(3f)))), L.Set(1f / 6f));
}

internal readonly struct SigmoidFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) => VectorMath<L, V>.Sigmoid(x);
}

internal readonly struct GeluFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) =>
        L.Mul(L.Mul(x, L.Set(0.5f)), VectorMath<L, V>.Erfc(L.Mul(x, L.Set(-0.70710678f))));
}

internal readonly struct TanhFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) => VectorMath<L, V>.Tanh(x);
}

internal readonly struct EluFunction<L, V> : IFunction<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V x, V slope) =>
        L.WhereGreater(x, L.Zero, x, L.Mul(slope, VectorMath<L, V>.ExpM1(L.Min(L.Zero, x))));
}
