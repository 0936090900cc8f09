using ArchDsl.Ptx.Running;

namespace ArchDsl.Ptx.Memory;

/// <summary>The shared memory of a block, watched for what two threads do to one word with no barrier between.</summary>
internal sealed class SharedMemory(int bytes) : Segment("shared memory", bytes)
{
    private const int Several = -1;

    private readonly Word[] _words = new Word[(bytes + 3) / 4];

    public override void Clear()
    {
        base.Clear();
        Array.Clear(_words);
    }

    public override void Reading(int offset, int count, Lane lane)
    {
        base.Reading(offset, count, lane);
        for (int i = offset / 4; i <= (offset + count - 1) / 4; i++)
        {
            ref Word word = ref _words[i];
            Settled(word, i);
            if (!word.Write.IsBefore(lane))
            {
                throw Race(i, lane, "reads", "wrote", word.Write);
            }

            if (word.Read.IsBefore(lane))
            {
                word.Read = new Stamp(lane);
            }
            else
            {
                word.Read.Join(lane);
            }
        }
    }

    public override void Writing(int offset, int count, Lane lane)
    {
        base.Writing(offset, count, lane);
        for (int i = offset / 4; i <= (offset + count - 1) / 4; i++)
        {
            ref Word word = ref _words[i];
            Settled(word, i);
            if (!word.Write.IsBefore(lane))
            {
                throw Race(i, lane, "writes", "wrote", word.Write);
            }

            if (!word.Read.IsBefore(lane))
            {
                throw Race(i, lane, "writes", "read", word.Read);
            }

            word.Write = new Stamp(lane);
        }
    }

    /// <summary>An asynchronous copy sets out to write here: until it is waited for, nobody may look.</summary>
    public void Begin(int offset, int count, Lane lane)
    {
        Writing(offset, count, lane);
        SetPending(offset, count, true);
    }

    public void Complete(int offset, int count, Lane lane)
    {
        SetPending(offset, count, false);
        Writing(offset, count, lane);
    }

    private void SetPending(int offset, int count, bool isPending)
    {
        for (int i = offset / 4; i < (offset + count) / 4; i++)
        {
            _words[i].IsPending = isPending;
        }
    }

    private static void Settled(in Word word, int index)
    {
        if (word.IsPending)
        {
            throw new PtxFaultException($"a cp.async that nobody has waited for is still to write offset {index * 4} of shared memory");
        }
    }

    private static PtxFaultException Race(int index, Lane lane, string does, string did, in Stamp other) =>
        new($"thread {lane.Index} {does} offset {index * 4} of shared memory, which {(other.Thread == Several ? "several threads" : $"thread {other.Thread}")} {did} with no barrier between");

    private struct Word
    {
        public Stamp Write;
        public Stamp Read;
        public bool IsPending;
    }

    /// <summary>Who was there last, and how many barriers of the block and of the warp came before.</summary>
    private struct Stamp(Lane lane)
    {
        private int _warp = lane.Warp.Index;
        private int _warpEpoch = lane.Warp.Epoch;
        private readonly int _epoch = lane.Block.Epoch;

        public int Thread { get; private set; } = lane.Index;

        /// <summary>Whether that is over for a thread: its own doing, or before a barrier that it has passed.</summary>
        public readonly bool IsBefore(Lane lane) =>
            _epoch != lane.Block.Epoch || Thread == lane.Index || (_warp == lane.Warp.Index && _warpEpoch < lane.Warp.Epoch);

        public void Join(Lane lane)
        {
            Thread = Several;
            _warp = _warp == lane.Warp.Index ? _warp : Several;
            _warpEpoch = lane.Warp.Epoch;
        }
    }
}
