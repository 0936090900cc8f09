using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Loops over runs of floats with the activation compiled in.</summary>
internal static unsafe class Pointwise<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>to = f(from * scale + shift).</summary>
    public static void Affine(Activation activation, float* from, float* to, int count, float scale, float shift)
    {
        switch (activation.Kind)
        {
            case ActivationKind.None: AffineAs<IdentityFunction<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.Relu: AffineAs<ReluFunction<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.Relu6: AffineAs<Relu6Function<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.Leaky: AffineAs<LeakyFunction<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.Silu: AffineAs<SiluFunction<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.Mish: AffineAs<MishFunction<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.HardSwish: AffineAs<HardSwishFunction<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.HardSigmoid: AffineAs<HardSigmoidFunction<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.Sigmoid: AffineAs<SigmoidFunction<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.Gelu: AffineAs<GeluFunction<L, V>>(activation, from, to, count, scale, shift); break;
            case ActivationKind.Tanh: AffineAs<TanhFunction<L, V>>(activation, from, to, count, scale, shift); break;
            default: AffineAs<EluFunction<L, V>>(activation, from, to, count, scale, shift); break;
        }
    }

    /// <summary>to = f(from).</summary>
    public static void Apply(Activation activation, float* from, float* to, int count) =>
        Affine(activation, from, to, count, 1f, 0f);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AffineAs<F>(Activation activation, float* from, float* to, int count, float scale, float shift)
        where F : struct, IFunction<L, V>
    {
        V slope = L.Set(activation.Slope);
        V by = L.Set(scale);
        V plus = L.Set(shift);
        int i = 0;
        for (; i <= count - L.Count; i += L.Count)
        {
            L.Store(to + i, F.Apply(L.Fma(L.Load(from + i), by, plus), slope));
        }

        if (i < count)
        {
            V rest = PartialVector.Load<L, V>(from + i, count - i);
            PartialVector.Store<L, V>(to + i, count - i, F.Apply(L.Fma(rest, by, plus), slope));
        }
    }
}
