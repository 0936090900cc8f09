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

/// <summary>Some neighbouring channels of a buffer, C×H×W, dense.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Channel">The first channel.</param>
/// <param name="Channels">How many channels.</param>
/// <param name="Height">Height of each plane.</param>
/// <param name="Width">Width of each plane.</param>
internal sealed record BufferView(PlanBuffer Buffer, Extent Channel, Extent Channels, int Height, int Width)
{
    public long Plane => (long)Height * Width;

    /// <summary>Floats into the buffer.</summary>
    public Extent Offset => Channel.Times(Plane);

    public long Bytes => Channels.Value * Plane * sizeof(float);
}
