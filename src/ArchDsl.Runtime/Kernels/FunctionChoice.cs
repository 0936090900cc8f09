using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>A loop that is compiled anew for each function it applies.</summary>
internal interface IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    void Run<F>()
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
            case ActivationKind.None: loop.Run<IdentityFunction<L, V>>(); break;
            case ActivationKind.Relu: loop.Run<ReluFunction<L, V>>(); break;
            case ActivationKind.Relu6: loop.Run<Relu6Function<L, V>>(); break;
            case ActivationKind.Leaky: loop.Run<LeakyFunction<L, V>>(); break;
            case ActivationKind.Silu: loop.Run<SiluFunction<L, V>>(); break;
            case ActivationKind.Mish: loop.Run<MishFunction<L, V>>(); break;
            case ActivationKind.HardSwish: loop.Run<HardSwishFunction<L, V>>(); break;
            case ActivationKind.HardSigmoid: loop.Run<HardSigmoidFunction<L, V>>(); break;
            case ActivationKind.Sigmoid: loop.Run<SigmoidFunction<L, V>>(); break;
            case ActivationKind.Gelu: loop.Run<GeluFunction<L, V>>(); break;
            case ActivationKind.Tanh: loop.Run<TanhFunction<L, V>>(); break;
            default: loop.Run<EluFunction<L, V>>(); break;
        }
    }
}
