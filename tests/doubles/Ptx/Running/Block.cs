using ArchDsl.Ptx.Decoding;
using ArchDsl.Ptx.Memory;

namespace ArchDsl.Ptx.Running;

/// <summary>A block of threads and the memory they share, used for one block of the grid after another.</summary>
internal sealed class Block
{
    private readonly Program _program;
    private readonly List<Lane> _lanes = [];
    private readonly List<Warp> _warps = [];

    public Block(Program program, Dim3 grid, Dim3 size, PtxMemory memory, byte[] parameters)
    {
        _program = program;
        Grid = grid;
        Size = size;
        Memory = memory;
        Parameters = parameters;
        Shared = new SharedMemory(program.SharedBytes);
        for (int i = 0; i < size.Count; i++)
        {
            if (i % Warp.Size == 0)
            {
                _warps.Add(new Warp(_warps.Count));
            }

            var lane = new Lane(this, _warps[^1], i, program);
            _warps[^1].Lanes.Add(lane);
            _lanes.Add(lane);
        }
    }

    public Dim3 Grid { get; }

    public Dim3 Size { get; }

    public Dim3 Index { get; private set; }

    public PtxMemory Memory { get; }

    public byte[] Parameters { get; }

    public SharedMemory Shared { get; }

    /// <summary>Grows with every barrier; nothing has happened at 0.</summary>
    public int Epoch { get; private set; } = 1;

    /// <summary>Runs one block of the grid.</summary>
    /// <returns>The instructions of all its threads.</returns>
    public long Run(Dim3 index)
    {
        Index = index;
        Shared.Clear();
        _lanes.ForEach(l => l.Start());
        while (!_lanes.TrueForAll(l => l.State == LaneState.Done))
        {
            bool isMoving = false;
            foreach (Lane lane in _lanes)
            {
                isMoving |= lane.State == LaneState.Ready && Guarded(lane, lane.Run);
            }

            foreach (Warp warp in _warps)
            {
                Lane? first = warp.Lanes.Find(l => l.State == LaneState.AtRendezvous && warp.AreAllAt(l, _program.Code[l.Pc]));
                isMoving |= first is not null && Guarded(first, () => warp.Take(first, _program.Code[first.Pc]));
            }

            if (!isMoving)
            {
                PassBarrier();
            }
        }

        return _lanes.Sum(l => l.Executed);
    }

    private void PassBarrier()
    {
        Lane waiting = _lanes.Find(l => l.State != LaneState.Done)!;
        Lane? elsewhere = (waiting.State == LaneState.AtBarrier ? _lanes : waiting.Warp.Lanes).Find(l => l.State != waiting.State || l.Pc != waiting.Pc);
        if (elsewhere is not null || waiting.State != LaneState.AtBarrier)
        {
            string other = elsewhere is null ? "the masks of its warp differ" : $"thread {elsewhere.Index} {Whereabouts(elsewhere)}";
            throw Fault(waiting, $"thread {waiting.Index} waits here for good: {other}", null);
        }

        Epoch++;
        _lanes.ForEach(l => l.GoOn());
    }

    private string Whereabouts(Lane lane) =>
        lane.State == LaneState.Done ? "has ended" : $"waits at line {_program.Code[lane.Pc].Line}, '{_program.Code[lane.Pc].Text}'";

    private bool Guarded(Lane lane, Action run)
    {
        try
        {
            run();
            return true;
        }
        catch (Exception fault) when (fault is PtxFaultException or ArithmeticException)
        {
            throw Fault(lane, fault.Message, fault);
        }
    }

    private PtxFaultException Fault(Lane lane, string message, Exception? cause)
    {
        Instruction instruction = _program.Code[lane.Pc];
        return new PtxFaultException(
            $"{_program.Name}, line {instruction.Line}, '{instruction.Text}', thread {Size.At(lane.Index)} of block {Index}: {message}", cause);
    }
}
