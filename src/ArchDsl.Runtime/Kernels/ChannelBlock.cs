namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// The layout of every tensor between a network's inputs and outputs: blocks of 16 channels, each block height × width
/// pixels of 16 floats. A channel's place among them is its slot; slots past the last channel hold any finite number.
/// </summary>
internal static class ChannelBlock
{
    /// <summary>Channels of a block, whatever the vector width.</summary>
    public const int Lanes = 16;

    /// <summary>How many blocks hold that many channels.</summary>
    public static int Count(int channels) => (channels + Lanes - 1) / Lanes;

    /// <summary>Slots of whole blocks that hold that many channels.</summary>
    public static int Slots(int channels) => Count(channels) * Lanes;

    /// <summary>Where a slot's pixel 0 is, in floats from the tensor's start.</summary>
    public static int Offset(int slot, int plane) => (slot / Lanes * plane * Lanes) + (slot % Lanes);
}
