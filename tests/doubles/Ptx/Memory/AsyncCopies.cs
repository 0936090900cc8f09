using ArchDsl.Ptx.Running;

namespace ArchDsl.Ptx.Memory;

/// <summary>The <c>cp.async</c> of a thread. What they bring is in shared memory once a wait has covered their group.</summary>
internal sealed class AsyncCopies
{
    private readonly Queue<List<Copy>> _groups = new();
    private List<Copy> _open = [];

    public void Add(Lane lane, Segment? source, int from, int taken, int to, int count)
    {
        SharedMemory shared = lane.Block.Shared;
        source?.Reading(from, taken, lane);
        shared.Begin(to, count, lane);
        _open.Add(new Copy(source, from, taken, to, count));
    }

    public void Commit()
    {
        _groups.Enqueue(_open);
        _open = [];
    }

    /// <summary>Waits until at most so many of the latest groups are under way.</summary>
    public void WaitFor(Lane lane, int groupsLeft)
    {
        while (_groups.Count > groupsLeft)
        {
            foreach (Copy copy in _groups.Dequeue())
            {
                copy.Complete(lane);
            }
        }
    }

    public void WaitForAll(Lane lane)
    {
        Commit();
        WaitFor(lane, 0);
    }

    public void Clear()
    {
        _groups.Clear();
        _open.Clear();
    }

    private readonly record struct Copy(Segment? Source, int From, int Taken, int To, int Count)
    {
        public void Complete(Lane lane)
        {
            lane.Block.Shared.Complete(To, Count, lane);
            Span<byte> target = lane.Block.Shared.Bytes(To, Count);
            target.Clear();
            Source?.Bytes(From, Taken).CopyTo(target);
        }
    }
}
