using ILGPU.Runtime;

namespace ILGPU.Simulation;

/// <summary>One shared allocation of a group. What an earlier group left in it counts as unwritten.</summary>
internal sealed class SharedBlock : MemoryBuffer
{
    private readonly AccessLog _log;
    private readonly nint _start;
    private readonly long _bytes;

    public SharedBlock(Accelerator accelerator, nint address, int length, int elementSize)
        : base(accelerator, length, elementSize)
    {
        NativePtr = _start = address;
        _bytes = LengthInBytes;
        _log = new AccessLog(_bytes, elementSize, "shared memory");
    }

    public bool Covers(nint address) => (ulong)(address - _start) < (ulong)_bytes;

    public void Read(GroupExecution group, nint address, int size) =>
        _log.Read(group, address - _start, size, group.FirstPhase, group.FirstPhase);

    public void Write(GroupExecution group, nint address, int size) => _log.Write(group, address - _start, size, group.FirstPhase);

    public void Atomic(GroupExecution group, nint address, int size) => _log.Atomic(address - _start, size, group.FirstPhase);

    protected internal override void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView) => throw HostAccess();
    protected internal override void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => throw HostAccess();
    protected internal override void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => throw HostAccess();

    protected override void DisposeAcceleratorObject(bool disposing) => NativePtr = 0;

    private static InvalidOperationException HostAccess() => new("shared memory cannot be copied by the host");
}
