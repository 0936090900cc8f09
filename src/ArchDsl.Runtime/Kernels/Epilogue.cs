using ArchDsl.Runtime.Kernels.Gathering;

namespace ArchDsl.Runtime.Kernels;

/// <summary>What happens to a result on its way to memory: bias, residual, activation, squeeze.</summary>
internal unsafe struct Epilogue
{
    /// <summary>One value a slot of the target.</summary>
    public float* Bias;

    /// <summary>The tensor to add, laid out as the target unless it <see cref="IsFar"/>, or null.</summary>
    public float* Residual;

    /// <summary>Whether the residual is added after the activation instead of before.</summary>
    public bool ResidualLast;

    /// <summary>How the residual joins.</summary>
    public CombineKind Join;

    /// <summary>One factor a slot for the residual, or null.</summary>
    public float* ResidualScale;

    /// <summary>For each pixel of the target the residual's, or null where they are the same.</summary>
    public int* ResidualPixels;

    /// <summary>Where the residual's channels are; null where they are in the target's slots.</summary>
    public LaneGather? ResidualGather;

    /// <summary>Floats of a block of the residual.</summary>
    public nint ResidualBlock;

    /// <summary>Blocks of the residual; what is written behind them meets none.</summary>
    public int ResidualBlocks;

    /// <summary>Where the target begins.</summary>
    public float* Target;

    /// <summary>Floats of a block of the result, at its own size.</summary>
    public nint ResultBlock;

    /// <summary>Pixels of a row of the result, at its own size.</summary>
    public int ResultWidth;

    /// <summary>For each row of the result, and behind the last, the first row of the target that is its copy; null where sizes are the same.</summary>
    public int* Rows;

    /// <summary>The same for columns.</summary>
    public int* Columns;

    /// <summary>Floats of a block of the target.</summary>
    public nint TargetBlock;

    /// <summary>Pixels of a row of the target.</summary>
    public int TargetWidth;

    public Activation Activation;

    /// <summary>Where this thread sums each slot it writes, or null.</summary>
    public float* Squeeze;

    /// <summary>Whether the residual has another shape than the target.</summary>
    public readonly bool IsFar => ResidualPixels != null;

    /// <summary>Whether the target has another size than the result.</summary>
    public readonly bool IsResized => Rows != null;

    /// <summary>Whether results go where they belong, and a residual, if there is one, is just added, and that before the activation.</summary>
    public readonly bool IsPlain => !IsResized && (Residual == null || (!ResidualLast && !IsSpecial));

    /// <summary>Whether there is more to the residual than to add one of the target's shape.</summary>
    public readonly bool IsSpecial => Join != CombineKind.Add || ResidualScale != null || ResidualGather != null || IsFar;

    /// <summary>The lower bound that is all there is to the activation; only where <see cref="IsClamp"/>.</summary>
    public readonly float Floor => Activation.Kind == ActivationKind.None ? float.NegativeInfinity : 0f;

    /// <summary>The upper bound that goes with <see cref="Floor"/>.</summary>
    public readonly float Ceiling => Activation.Kind == ActivationKind.Relu6 ? 6f : float.PositiveInfinity;

    /// <summary>Whether the activation only bounds its argument.</summary>
    public readonly bool IsClamp => Activation.Kind is ActivationKind.None or ActivationKind.Relu or ActivationKind.Relu6;
}
