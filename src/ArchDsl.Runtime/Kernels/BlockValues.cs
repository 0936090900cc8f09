using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Constants of a kernel, one a slot, zero for the slots that fill up the last block.</summary>
internal static class BlockValues
{
    public static AlignedBuffer Of(float[] values)
    {
        var buffer = new AlignedBuffer(ChannelBlock.Slots(values.Length));
        values.CopyTo(buffer.Span);
        return buffer;
    }
}
