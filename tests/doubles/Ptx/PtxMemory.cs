using System.Runtime.InteropServices;
using ArchDsl.Ptx.Memory;

namespace ArchDsl.Ptx;

/// <summary>Global memory: buffers far from one another, each with its bounds.</summary>
public sealed class PtxMemory
{
    private readonly List<Segment> _buffers = [];

    /// <summary>Adds a buffer that nobody has written yet.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="name">What faults call it.</param>
    /// <returns>The address of its first byte.</returns>
    public ulong Allocate(long bytes, string? name = null)
    {
        _buffers.Add(new Segment($"buffer {name ?? _buffers.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}", bytes));
        return (ulong)_buffers.Count << Windows.RangeBits;
    }

    /// <summary>Writes values from the host.</summary>
    /// <exception cref="PtxFaultException">They do not fit into the buffer.</exception>
    public void Write<T>(ulong address, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        Segment buffer = Find(address, out ulong offset);
        buffer.WriteFromHost(buffer.Inside(offset, bytes.Length), bytes);
    }

    /// <summary>Reads values on the host.</summary>
    /// <exception cref="PtxFaultException">They lie outside of the buffer, or nobody wrote them.</exception>
    public void Read<T>(ulong address, Span<T> values)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        Segment buffer = Find(address, out ulong offset);
        int start = buffer.Inside(offset, bytes.Length);
        buffer.ReadingFromHost(start, bytes.Length);
        buffer.Bytes(start, bytes.Length).CopyTo(bytes);
    }

    /// <summary>What lies there, whether or not anybody wrote it.</summary>
    /// <exception cref="PtxFaultException">It is outside of the buffer.</exception>
    public ReadOnlySpan<byte> Peek(ulong address, int bytes)
    {
        Segment buffer = Find(address, out ulong offset);
        return buffer.Bytes(buffer.Inside(offset, bytes), bytes);
    }

    internal Segment Find(ulong address, out ulong offset)
    {
        ulong range = address >> Windows.RangeBits;
        offset = address & ((1UL << Windows.RangeBits) - 1);
        return range - 1 < (ulong)_buffers.Count
            ? _buffers[(int)range - 1]
            : throw new PtxFaultException($"address 0x{address:X} is in no buffer; one of shared or local memory needs its space's name in the access, or cvta");
    }
}
