namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// The unit of memory of every tensor between kernels: 16 neighbouring channels of a map, pixel by pixel (H×W×16). A
/// tensor is ceil(C/16) of them, one behind the other; a channel's place among them is its slot. Lanes that no channel
/// takes are padding and hold any finite number.
/// </summary>
public static class ChannelBlock
{
    /// <summary>Channels of a block, whatever the vector width.</summary>
    public const int Lanes = 16;

    /// <summary>Blocks that <paramref name="channels"/> channels take.</summary>
    public static int Count(int channels) => (channels + Lanes - 1) / Lanes;

    /// <summary>Slots of those blocks.</summary>
    public static int Slots(int channels) => Count(channels) * Lanes;

    /// <summary>Where a slot's pixel 0 is, in floats from the tensor's start.</summary>
    internal static int Offset(int slot, int plane) => (slot / Lanes * plane * Lanes) + (slot % Lanes);
}
