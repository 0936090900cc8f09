using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>How a layer's values come from the weights that are loaded: keys, what is folded in, and in which order.</summary>
/// <param name="Path">The module; its tensors are <c>path.weight</c> and <c>path.bias</c>.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="Norm">A batch norm to fold in, or null.</param>
/// <param name="InputOrder">Which input channel comes at each place of what is read; null for their own order.</param>
/// <param name="FilterOrder">Which filter comes at each place, of a depthwise convolution; null for their own order.</param>
internal sealed record WeightRecipe(string Path, bool HasBias, NormRecipe? Norm = null, int[]? InputOrder = null, int[]? FilterOrder = null)
{
    /// <summary>
    /// Of a depthwise convolution: which filter convolves each channel of the target, -1 where the channel passes as it is but for
    /// the norm. Norm and <see cref="FilterOrder"/> then speak of channels. Null for each its own.
    /// </summary>
    public int[]? Filters { get; init; }

    /// <summary>Whether the norm acts on the sum with the residual, whose factors its factors then are too.</summary>
    public bool ScalesResidual { get; init; }
}

/// <summary>A batch norm's scale and shift from its four tensors.</summary>
/// <param name="Path">The module.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Order">Which channel comes at each place; null for their own order.</param>
internal sealed record NormRecipe(string Path, double Epsilon, int[]? Order = null)
{
    public static NormRecipe? Of(Node? node, int[]? order = null) =>
        node is null ? null : new NormRecipe(node.ModulePath, ((BatchNormOperation)node.Operation).Epsilon, order);
}
