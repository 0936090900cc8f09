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

    /// <summary>The activation's lower bound; only where <see cref="IsPiecewise"/>.</summary>
    public readonly float Floor => Activation.Kind is ActivationKind.Relu or ActivationKind.Relu6 ? 0f : float.NegativeInfinity;

    /// <summary>The upper bound that goes with <see cref="Floor"/>.</summary>
    public readonly float Ceiling => Activation.Kind == ActivationKind.Relu6 ? 6f : float.PositiveInfinity;

    /// <summary>What negative arguments are multiplied with before they are bounded; only where <see cref="IsPiecewise"/>.</summary>
    public readonly float Slope => Activation.Kind == ActivationKind.Leaky ? Activation.Slope : 1f;

    /// <summary>Whether the activation of x is the larger of x and <see cref="Slope"/>·x, bounded: little enough for registers.</summary>
    public readonly bool IsPiecewise => IsClamp || Activation is { Kind: ActivationKind.Leaky, Slope: > 0f and <= 1f };

    /// <summary>Whether the activation only bounds its argument.</summary>
    public readonly bool IsClamp => Activation.Kind is ActivationKind.None or ActivationKind.Relu or ActivationKind.Relu6;
}
