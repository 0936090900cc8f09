using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>A piece of memory that tensors live in.</summary>
/// <param name="Id">Its number in the plan.</param>
/// <param name="Kind">Whose memory it is.</param>
/// <param name="Index">Which input or output it is, of those kinds.</param>
/// <param name="Offset">Floats into the arena, or into the partial sums of one worker.</param>
/// <param name="Floats">How many floats of one sample it holds.</param>
/// <param name="FirstStep">The step that first writes to it; -1 for an input.</param>
/// <param name="LastStep">The last step that reads it.</param>
/// <param name="Node">The node it is named after.</param>
internal sealed record PlanBuffer(
    int Id, BufferKind Kind, int Index, Extent Offset, Extent Floats, int FirstStep, int LastStep, Node Node);

/// <summary>Some channels of a buffer. In blocks: C/16×H×W×16, each channel in its slot; in planes: C×H×W.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Block">The first block; of planes always 0.</param>
/// <param name="Blocks">How many blocks; of planes, how many planes.</param>
/// <param name="Channels">How many channels.</param>
/// <param name="Height">Height of each channel's map.</param>
/// <param name="Width">Width of each channel's map.</param>
/// <param name="Slots">The slot of each channel, counted from the first block; null where each is in the slot of its number.</param>
internal sealed record BufferView(
    PlanBuffer Buffer, Extent Block, Extent Blocks, Extent Channels, int Height, int Width, int[]? Slots = null)
{
    public bool IsPlanar => Buffer.Kind is BufferKind.Input or BufferKind.Output;

    /// <summary>Pixels of a map.</summary>
    public long Plane => (long)Height * Width;

    /// <summary>Floats into the buffer.</summary>
    public Extent Offset => Block.Times(BlockFloats);

    /// <summary>Floats it spans.</summary>
    public Extent Floats => Blocks.Times(BlockFloats);

    /// <summary>Slots it spans, padding among them.</summary>
    public Extent SlotCount => Blocks.Times(ChannelLayout.Lanes);

    public long Bytes => Floats.Value * sizeof(float);

    private long BlockFloats => IsPlanar ? Plane : Plane * ChannelLayout.Lanes;
}
