using System.Runtime.CompilerServices;
using ArchDsl.Ptx.Running;

namespace ArchDsl.Ptx.Memory;

/// <summary>A stretch of memory that knows which of its bytes somebody wrote.</summary>
internal class Segment(string name, long bytes)
{
    private readonly byte[] _data = new byte[bytes];
    private readonly byte[] _isWritten = new byte[bytes];

    public string Name => name;

    /// <summary>Checks that an access lies inside and is aligned to its own size.</summary>
    public int Locate(ulong offset, int count)
    {
        int start = Inside(offset, count);
        if ((offset & (ulong)(count - 1)) != 0)
        {
            throw new PtxFaultException($"{count} bytes at offset {offset} of {name} are not aligned to their size");
        }

        return start;
    }

    /// <summary>Checks that a stretch lies inside.</summary>
    public int Inside(ulong offset, int count)
    {
        if (offset > (ulong)_data.Length || (ulong)_data.Length - offset < (ulong)count)
        {
            throw new PtxFaultException($"{count} bytes at offset {(long)offset} are outside of {name}, which has {_data.Length} bytes");
        }

        return (int)offset;
    }

    /// <summary>Announces a read that <see cref="Locate"/> has placed.</summary>
    public virtual void Reading(int offset, int count, Lane lane) => ReadingFromHost(offset, count);

    /// <summary>Announces a write that <see cref="Locate"/> has placed.</summary>
    public virtual void Writing(int offset, int count, Lane lane) => _isWritten.AsSpan(offset, count).Fill(1);

    public void ReadingFromHost(int offset, int count)
    {
        int missing = _isWritten.AsSpan(offset, count).IndexOf((byte)0);
        if (missing >= 0)
        {
            throw new PtxFaultException($"nobody has written offset {offset + missing} of {name}, which is read");
        }
    }

    public T Get<T>(int offset)
        where T : unmanaged => Unsafe.ReadUnaligned<T>(ref _data[offset]);

    public void Put<T>(int offset, T value)
        where T : unmanaged => Unsafe.WriteUnaligned(ref _data[offset], value);

    public Span<byte> Bytes(int offset, int count) => _data.AsSpan(offset, count);

    public void WriteFromHost(int offset, ReadOnlySpan<byte> values)
    {
        values.CopyTo(_data.AsSpan(offset));
        _isWritten.AsSpan(offset, values.Length).Fill(1);
    }

    /// <summary>Forgets what was written.</summary>
    public virtual void Clear() => _isWritten.AsSpan().Clear();
}
