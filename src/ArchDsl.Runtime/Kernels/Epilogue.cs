using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>What happens to a result on its way to memory: bias, residual, activation, squeeze.</summary>
internal unsafe struct Epilogue
{
    /// <summary>One value a slot of the target.</summary>
    public float* Bias;

    /// <summary>The tensor to add, laid out as the target, or null.</summary>
    public float* Residual;

    /// <summary>Whether the residual is added after the activation instead of before.</summary>
    public bool ResidualLast;

    public Activation Activation;

    /// <summary>Where this thread sums each slot it writes, or null.</summary>
    public float* Squeeze;

    /// <summary>The lower bound that is all there is to the activation; only where <see cref="IsClamp"/>.</summary>
    public readonly float Floor => Activation.Kind == ActivationKind.None ? float.NegativeInfinity : 0f;

    /// <summary>The upper bound that goes with <see cref="Floor"/>.</summary>
    public readonly float Ceiling => Activation.Kind == ActivationKind.Relu6 ? 6f : float.PositiveInfinity;

    /// <summary>Whether the activation only bounds its argument.</summary>
    public readonly bool IsClamp => Activation.Kind is ActivationKind.None or ActivationKind.Relu or ActivationKind.Relu6;
}

/// <summary>Applies an epilogue, the bias apart, to a vector of slots over several pixels.</summary>
internal unsafe partial struct EpilogueWriter<L, V> : IFunctionLoop<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private Epilogue _epilogue;
    private float* _from;
    private float* _to;
    private float* _residual;
    private int _slot;
    private int _count;

    /// <summary>
    /// Writes <see cref="ILanes{V}.Count"/> slots of <paramref name="count"/> pixels, each a block's lanes after the one before.
    /// </summary>
    /// <param name="epilogue">What to apply.</param>
    /// <param name="from">The results, bias included; may be where they are written to.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="residual">What to add, or null: the place of <paramref name="to"/> in the epilogue's residual.</param>
    /// <param name="slot">The first slot.</param>
    /// <param name="count">How many pixels.</param>
    public static void Write(in Epilogue epilogue, float* from, float* to, float* residual, int slot, int count)
    {
        EpilogueWriter<L, V> loop = new()
        {
            _epilogue = epilogue,
            _from = from,
            _to = to,
            _residual = residual,
            _slot = slot,
            _count = count,
        };
        FunctionChoice<L, V>.Run(epilogue.Activation.Kind, ref loop);
    }
}
