namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// The unit of memory of every tensor between kernels: 16 neighbouring channels of a map, pixel by pixel (H×W×16). A
/// tensor is ceil(C/16) of them, one behind the other; lanes that no channel takes are padding and hold any finite number.
/// </summary>
public static class ChannelBlock
{
    /// <summary>Channels of a block.</summary>
    public const int Lanes = 16;

    /// <summary>Blocks that <paramref name="channels"/> channels take.</summary>
    public static int Count(int channels) => (channels + Lanes - 1) / Lanes;

    /// <summary>Slots of those blocks.</summary>
    public static int Slots(int channels) => Count(channels) * Lanes;
}
