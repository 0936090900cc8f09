namespace ArchDsl.Runtime.Kernels;

/// <summary>How a convolution is computed.</summary>
/// <remarks>
/// <see cref="Auto"/> follows one rule. Winograd's F(4×4, 3×3) where the kernel is 3×3 at stride 1 without dilation, the
/// input carries no norm and is channel-blocked, a group has at least 32 channels and 32 filters, and the map is at least
/// 5 pixels high and wide; everything else directly. F(2×2, 3×3), slower but half as far from exact, is used only when asked for.
/// </remarks>
public enum ConvolutionAlgorithm
{
    /// <summary>What the rule says.</summary>
    Auto,

    /// <summary>One product for each tap, channel and filter.</summary>
    Direct,

    /// <summary>Winograd's F(2×2, 3×3): 2.25 times fewer products.</summary>
    Winograd2,

    /// <summary>Winograd's F(4×4, 3×3): 4 times fewer products.</summary>
    Winograd4,
}
