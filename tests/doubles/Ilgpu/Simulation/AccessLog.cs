using System.Runtime.CompilerServices;

namespace ILGPU.Simulation;

/// <summary>
/// Who wrote and read each word of a block last, and in which phase: enough to see two threads meet in one word without a
/// barrier between them. Groups have no barrier in common, so two groups of a launch must not meet at all.
/// </summary>
internal sealed class AccessLog
{
    private const int Several = -1;
    private readonly Word[] _words;
    private readonly int _shift;
    private readonly int _elementSize;
    private readonly string _memory;

    public AccessLog(long bytes, int elementSize, string memory)
    {
        _shift = elementSize % 4 == 0 ? 2 : elementSize % 2 == 0 ? 1 : 0;
        _words = new Word[(bytes >> _shift) + 1];
        _elementSize = elementSize;
        _memory = memory;
    }

    /// <summary>A load. Phases before <paramref name="since"/> are forgotten; what was written before <paramref name="written"/> counts as unwritten.</summary>
    public void Read(GroupExecution group, long start, int size, int since, int written)
    {
        int phase = group.Phase, thread = group.Thread, first = group.FirstPhase;
        foreach (ref Word word in Words(start, size))
        {
            int wrote = word.WritePhase;
            if (wrote < written)
                throw Faults.Unwritten(_memory, start / _elementSize);
            if ((wrote >= since && wrote < first) || (wrote == phase && word.Writer != thread))
                throw Race(group, start, "read after a write by", wrote, word.Writer);
            if (word.ReadPhase != phase)
            {
                if (word.FirstRead < since)
                    word.FirstRead = phase;
                word.ReadPhase = phase;
                word.Reader = thread;
            }
            else if (word.Reader != thread)
            {
                word.Reader = Several;
            }
        }
    }

    /// <summary>A store.</summary>
    public void Write(GroupExecution group, long start, int size, int since)
    {
        int phase = group.Phase, thread = group.Thread, first = group.FirstPhase;
        foreach (ref Word word in Words(start, size))
        {
            int wrote = word.WritePhase, read = word.FirstRead;
            if ((wrote >= since && wrote < first) || (wrote == phase && word.Writer != thread))
                throw Race(group, start, "written after a write by", wrote, word.Writer);
            if (read >= since && read < first)
                throw Race(group, start, "written after a read by", read, word.Reader);
            if (word.ReadPhase == phase && word.Reader != thread)
                throw Race(group, start, "written after a read by", phase, word.Reader);
            word.Writer = thread;
            word.WritePhase = phase;
        }
    }

    /// <summary>An atomic access, which races with no other atomic one.</summary>
    public void Atomic(long start, int size, int written)
    {
        foreach (ref Word word in Words(start, size))
        {
            if (word.WritePhase < written)
                throw Faults.Unwritten(_memory, start / _elementSize);
        }
    }

    private KernelFaultException Race(GroupExecution group, long start, string how, int otherPhase, int otherThread)
    {
        string other = otherPhase < group.FirstPhase ? "another group"
            : otherThread == Several ? "several threads"
            : FormattableString.Invariant($"thread {group.Position(otherThread)}");
        return Faults.Race(_memory, start / _elementSize, $"{how} {other}");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<Word> Words(long start, int size) => _words.AsSpan((int)(start >> _shift), (size + (1 << _shift) - 1) >> _shift);

    private struct Word
    {
        public int WritePhase;
        public int Writer;
        public int FirstRead;
        public int ReadPhase;
        public int Reader;
    }
}
