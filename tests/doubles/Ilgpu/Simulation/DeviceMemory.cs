using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ILGPU.Simulation;

/// <summary>Device memory with one flag a byte that says whether somebody wrote it.</summary>
internal sealed unsafe class DeviceMemory : MemoryBuffer
{
    private const nuint Alignment = 256;
    private readonly bool[] _written;

    public DeviceMemory(Accelerator accelerator, long length, int elementSize)
        : base(accelerator, length, elementSize)
    {
        _written = new bool[LengthInBytes];
        nuint bytes = (nuint)Math.Max(4, LengthInBytes);
        NativePtr = (nint)NativeMemory.AlignedAlloc((bytes + 3) / 4 * 4, Alignment);
        Poison.Fill(NativePtr, (long)(bytes + 3) / 4 * 4);
    }

    ~DeviceMemory() => Free();

    public bool Covers(nint address) => address >= NativePtr && address - NativePtr < LengthInBytes;

    public void Read(nint address, long size)
    {
        long start = address - NativePtr;
        long bad = _written.AsSpan((int)start, (int)size).IndexOf(false);
        if (bad >= 0)
            throw Faults.Unwritten(FormattableString.Invariant($"a buffer of {Length} elements"), (start + bad) / ElementSize);
    }

    public void Write(nint address, long size) => _written.AsSpan((int)(address - NativePtr), (int)size).Fill(true);

    protected internal override void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView)
    {
        Ready(stream);
        new Span<byte>((void*)targetView.Address, targetView.IntLength).Fill(value);
        Write(targetView.Address, targetView.Length);
    }

    protected internal override void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) =>
        Copy(stream, sourceView, targetView);

    protected internal override void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) =>
        Copy(stream, sourceView, targetView);

    protected override void DisposeAcceleratorObject(bool disposing) => Free();

    internal void Ready(AcceleratorStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(stream.IsDisposed, stream);
        if (NativePtr == 0)
            throw Faults.Disposed("a copy or fill");
    }

    /// <summary>Copies bytes and what is known of them: copying what nobody wrote is no error, reading the copy is.</summary>
    private void Copy(AcceleratorStream stream, in ArrayView<byte> source, in ArrayView<byte> target)
    {
        Ready(stream);
        if (source.Address == 0 || target.Address == 0)
            throw Faults.Disposed("a copy");
        if (source.Length > target.Length)
            throw new ArgumentOutOfRangeException(nameof(target), "the target is shorter than the source");
        new Span<byte>((void*)source.Address, source.IntLength).CopyTo(new Span<byte>((void*)target.Address, target.IntLength));
        if (target.Buffer is not DeviceMemory into)
            return;
        Span<bool> flags = into._written.AsSpan((int)(target.Address - into.NativePtr), source.IntLength);
        if (source.Buffer is DeviceMemory from)
            from._written.AsSpan((int)(source.Address - from.NativePtr), source.IntLength).CopyTo(flags);
        else
            flags.Fill(true);
    }

    private void Free()
    {
        NativeMemory.AlignedFree((void*)NativePtr);
        NativePtr = 0;
    }
}
