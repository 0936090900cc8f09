namespace ArchDsl.Runtime.Kernels;

/// <summary>How a convolution is computed.</summary>
/// <remarks>
/// <see cref="Auto"/> follows one rule. Winograd's minimal filtering where the kernel is 3×3 at stride 1 or 2 without
/// dilation and the input is channel-blocked. At stride 1: from 20 tiles of 4×4 outputs on F(4×4, 3×3), if a group has at
/// least 32 channels and 32 filters; below, from 36 outputs on, F(2×2, 3×3), if it has 48 of both. At stride 2: from 64 tiles
/// on F(4×4, 3×3), if it has 64 of both; below, from 64 outputs on, F(2×2, 3×3), if it has 128. Everything else directly.
/// The transformed filters are 4 (or 1.8) times larger than the filters; on smaller maps fetching them from memory costs
/// more than the products that are saved. F(2×2) is also closer to exact, by a factor of about five. An
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

    /// <summary>Winograd's F(4×4, 3×3): 4 times fewer products, 1.78 times at stride 2.</summary>
    Winograd4,
}
