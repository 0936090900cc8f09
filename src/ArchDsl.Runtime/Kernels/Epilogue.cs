namespace ArchDsl.Runtime.Kernels;

/// <summary>What happens to a result on its way to memory: bias, residual, activation, squeeze.</summary>
internal unsafe struct Epilogue
{
    /// <summary>One value a slot of the target.</summary>
    public float* Bias;

    /// <summary>The tensor to join, laid out as the target unless <see cref="Joining"/> says otherwise, or null.</summary>
    public float* Residual;

    /// <summary>Whether the residual is added after the activation instead of before.</summary>
    public bool ResidualLast;

    public Activation Activation;

    /// <summary>Where this thread sums each slot it writes, or null.</summary>
    public float* Squeeze;

    /// <summary>Where the target begins.</summary>
    public float* Target;

    /// <summary>What there is to residual and target beyond adding one of the target's shape and slots; null for nothing.</summary>
    public Joining? Joining;

    /// <summary>Whether a residual, if there is one, is just added, and that before the activation.</summary>
    public readonly bool IsPlain => Joining is null && (Residual == null || !ResidualLast);

    /// <summary>The lower bound that is all there is to the activation; only where <see cref="IsClamp"/>.</summary>
    public readonly float Floor => Activation.Kind == ActivationKind.None ? float.NegativeInfinity : 0f;

    /// <summary>The upper bound that goes with <see cref="Floor"/>.</summary>
    public readonly float Ceiling => Activation.Kind == ActivationKind.Relu6 ? 6f : float.PositiveInfinity;

    /// <summary>Whether the activation only bounds its argument.</summary>
    public readonly bool IsClamp => Activation.Kind is ActivationKind.None or ActivationKind.Relu or ActivationKind.Relu6;
}
