using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ILGPU.Simulation;

/// <summary>Device memory with one flag a byte that says whether somebody wrote it.</summary>
internal sealed unsafe class DeviceMemory : MemoryBuffer
{
    private const nuint Alignment = 256;
    private readonly bool[] _written;
    private readonly nint _start;
    private readonly long _bytes;
    private readonly string _name;
    private AccessLog? _log;

    public DeviceMemory(Accelerator accelerator, long length, int elementSize)
        : base(accelerator, length, elementSize)
    {
        _bytes = LengthInBytes;
        _written = new bool[_bytes];
        _name = FormattableString.Invariant($"a buffer of {length} elements");
        long rounded = (Math.Max(1, _bytes) + 3) / 4 * 4;
        NativePtr = _start = (nint)NativeMemory.AlignedAlloc((nuint)rounded, Alignment);
        Poison.Fill(_start, rounded);
    }

    ~DeviceMemory() => Free();

    /// <summary>What kernels did to the memory, kept from the first that touches it.</summary>
    private AccessLog Log => _log ??= new AccessLog(_bytes, ElementSize, _name);

    public bool Covers(nint address) => NativePtr != 0 && (ulong)(address - _start) < (ulong)_bytes;

    /// <summary>A load by a kernel.</summary>
    public void Read(GroupExecution group, nint address, int size)
    {
        Read(address, size);
        Log.Read(group, address - _start, size, group.LaunchPhase, written: 0);
    }

    /// <summary>A store by a kernel.</summary>
    public void Write(GroupExecution group, nint address, int size)
    {
        Log.Write(group, address - _start, size, group.LaunchPhase);
        Write(address, size);
    }

    /// <summary>A load by the host, or an atomic one.</summary>
    public void Read(nint address, long size)
    {
        long start = address - _start;
        long bad = _written.AsSpan((int)start, (int)size).IndexOf(false);
        if (bad >= 0)
            throw Faults.Unwritten(_name, (start + bad) / ElementSize);
    }

    /// <summary>A store by the host.</summary>
    public void Write(nint address, long size) => _written.AsSpan((int)(address - _start), (int)size).Fill(true);

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
