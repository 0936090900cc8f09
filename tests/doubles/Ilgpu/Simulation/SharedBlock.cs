using ILGPU.Runtime;

namespace ILGPU.Simulation;

/// <summary>One shared allocation of a group, with the last writer and reader of every word.</summary>
internal sealed class SharedBlock : MemoryBuffer
{
    private const int ManyReaders = -1;
    private readonly Word[] _words;
    private readonly int _wordSize;
    private readonly GroupExecution _group;

    public SharedBlock(GroupExecution group, Accelerator accelerator, nint address, int length, int elementSize)
        : base(accelerator, length, elementSize)
    {
        _group = group;
        _wordSize = elementSize % 4 == 0 ? 4 : elementSize % 2 == 0 ? 2 : 1;
        _words = new Word[LengthInBytes / _wordSize];
        NativePtr = address;
    }

    public bool Covers(nint address) => address >= NativePtr && address - NativePtr < LengthInBytes;

    public void Read(nint address, int size)
    {
        int phase = _group.Phase, thread = _group.Thread;
        foreach (ref Word word in Words(address, size))
        {
            if (word.WritePhase < _group.FirstPhase)
                throw Faults.Unwritten("shared memory", Element(address));
            if (word.WritePhase == phase && word.Writer != thread)
                throw Faults.Race("read after a write by", Element(address), word.Writer);
            word.Reader = word.ReadPhase == phase && word.Reader != thread ? ManyReaders : thread;
            word.LastReader = thread;
            word.ReadPhase = phase;
        }
    }

    public void Write(nint address, int size)
    {
        int phase = _group.Phase, thread = _group.Thread;
        foreach (ref Word word in Words(address, size))
        {
            if (word.WritePhase == phase && word.Writer != thread)
                throw Faults.Race("written after a write by", Element(address), word.Writer);
            if (word.ReadPhase == phase && word.Reader != thread)
                throw Faults.Race("written after a read by", Element(address), word.LastReader);
            word.Writer = thread;
            word.WritePhase = phase;
        }
    }

    /// <summary>An atomic access: it needs a written word, and does not race with other atomics.</summary>
    public void Atomic(nint address, int size)
    {
        foreach (ref Word word in Words(address, size))
        {
            if (word.WritePhase < _group.FirstPhase)
                throw Faults.Unwritten("shared memory", Element(address));
        }
    }

    protected internal override void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView) => throw HostAccess();
    protected internal override void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => throw HostAccess();
    protected internal override void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => throw HostAccess();

    protected override void DisposeAcceleratorObject(bool disposing) => NativePtr = 0;

    private static InvalidOperationException HostAccess() => new("shared memory cannot be copied by the host");

    private Span<Word> Words(nint address, int size) =>
        _words.AsSpan((int)(address - NativePtr) / _wordSize, (size + _wordSize - 1) / _wordSize);

    private long Element(nint address) => (address - NativePtr) / ElementSize;

    private struct Word
    {
        public int WritePhase;
        public int Writer;
        public int ReadPhase;
        public int Reader;
        public int LastReader;
    }
}
