namespace ArchDsl.Runtime.Kernels;

/// <summary>How a convolution is computed.</summary>
/// <remarks>
/// <see cref="Auto"/> follows one rule. Winograd's minimal filtering where the kernel is 3×3 at stride 1 or 2 without
/// dilation and the input is channel-blocked. At stride 1 whichever takes the fewest products for a channel and a filter, of
/// F(2×2, 3×3) if a group has at least 48 channels and 48 filters, F(3×3, 3×3) and F(4×4, 3×3) if it has 32, and 9 products
/// an output directly; a tile of m×m outputs takes (m + 2)², and fewer than 20 tiles count as 20, for the transformed filters
/// are (m + 2)² / 9 times larger and take that long from memory. It must save a fifth, which the transforms take. At stride 2:
/// from 64 tiles of 4×4 outputs on F(4×4, 3×3), if a group has 64 of both; below, from 64 outputs on, F(2×2, 3×3), if it has
/// 128. Everything else directly. The smaller the tile the closer to exact: F(2×2) by a factor of about five. An
/// input that is not finite spoils all outputs of its tiles, directly only those under its kernel.
/// </remarks>
public enum ConvolutionAlgorithm
{
    /// <summary>What the rule says.</summary>
    Auto,

    /// <summary>One product for each tap, channel and filter.</summary>
    Direct,

    /// <summary>Winograd's F(2×2, 3×3): 2.25 times fewer products, 1.44 times at stride 2.</summary>
    Winograd2,

    /// <summary>Winograd's F(3×3, 3×3): 3.24 times fewer products; at stride 1.</summary>
    Winograd3,

    /// <summary>Winograd's F(4×4, 3×3): 4 times fewer products, 1.78 times at stride 2.</summary>
    Winograd4,
}
