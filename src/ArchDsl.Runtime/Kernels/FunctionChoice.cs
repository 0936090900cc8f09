using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>A loop that is compiled anew for each function it applies, in both ways of <see cref="Compilation"/>.</summary>
internal interface IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    void RunAheadOfTime<F>()
        where F : struct, IFunction<L, V>;

    void RunAtOnce<F>()
        where F : struct, IFunction<L, V>;
}

/// <summary>From an activation to the type that computes it.</summary>
internal static class FunctionChoice<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Runs a loop with the function of an activation.</summary>
    public static void Run<T>(ActivationKind kind, ref T loop)
        where T : struct, IFunctionLoop<L, V>
    {
        switch (kind)
        {
            case ActivationKind.None: Run<T, IdentityFunction<L, V>>(ref loop); break;
            case ActivationKind.Relu: Run<T, ReluFunction<L, V>>(ref loop); break;
            case ActivationKind.Relu6: Run<T, Relu6Function<L, V>>(ref loop); break;
            case ActivationKind.Leaky: Run<T, LeakyFunction<L, V>>(ref loop); break;
            case ActivationKind.Silu: Run<T, SiluFunction<L, V>>(ref loop); break;
            case ActivationKind.Mish: Run<T, MishFunction<L, V>>(ref loop); break;
            case ActivationKind.HardSwish: Run<T, HardSwishFunction<L, V>>(ref loop); break;
            case ActivationKind.HardSigmoid: Run<T, HardSigmoidFunction<L, V>>(ref loop); break;
            case ActivationKind.Sigmoid: Run<T, SigmoidFunction<L, V>>(ref loop); break;
            case ActivationKind.Gelu: Run<T, GeluFunction<L, V>>(ref loop); break;
            case ActivationKind.Tanh: Run<T, TanhFunction<L, V>>(ref loop); break;
            default: Run<T, EluFunction<L, V>>(ref loop); break;
        }
    }

    private static void Run<T, F>(ref T loop)
        where T : struct, IFunctionLoop<L, V>
        where F : struct, IFunction<L, V>
    {
        if (Precompiled<L, V>.Is)
        {
            loop.RunAheadOfTime<F>();
        }
        else
        {
            loop.RunAtOnce<F>();
        }
    }
}
