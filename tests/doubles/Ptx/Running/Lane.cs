using System.Runtime.CompilerServices;
using ArchDsl.Ptx.Decoding;
using ArchDsl.Ptx.Memory;

namespace ArchDsl.Ptx.Running;

internal enum LaneState
{
    Ready,
    AtBarrier,
    AtRendezvous,
    Done,
}

/// <summary>A thread: its registers and where it stands.</summary>
internal sealed class Lane(Block block, Warp warp, int index, Program program)
{
    private const long MostInstructions = 1L << 30;

    private readonly Segment? _local = program.LocalBytes == 0 ? null : new Segment("local memory", program.LocalBytes);
    private long _budget;

    public Block Block => block;

    public Warp Warp => warp;

    /// <summary>The thread's number in its block.</summary>
    public int Index => index;

    /// <summary>Registers, then constants and what special registers hold. Narrow values have zeros above.</summary>
    public ulong[] R { get; } = new ulong[program.Slots];

    public int Pc { get; set; }

    public LaneState State { get; set; }

    public AsyncCopies Copies { get; } = new();

    public Segment Local => _local ?? throw new PtxFaultException("local memory is accessed where none is declared");

    public long Executed => MostInstructions - _budget;

    public void Start()
    {
        program.Fill(this);
        _local?.Clear();
        Copies.Clear();
        Pc = 0;
        State = LaneState.Ready;
        _budget = MostInstructions;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>(int slot)
        where T : unmanaged => Unsafe.As<ulong, T>(ref R[slot]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(int slot, T value)
        where T : unmanaged
    {
        ulong bits = 0;
        Unsafe.As<ulong, T>(ref bits) = value;
        R[slot] = bits;
    }

    /// <summary>Goes on to where it must wait for others, or to its end.</summary>
    public void Run()
    {
        Instruction[] code = program.Code;
        ulong[] registers = R;
        while (State == LaneState.Ready)
        {
            Instruction instruction = code[Pc];
            if (--_budget < 0)
            {
                throw new PtxFaultException($"more than {MostInstructions} instructions of one thread");
            }

            if (instruction.Guard >= 0 && (registers[instruction.Guard] != 0) == instruction.IsGuardNegated)
            {
                Pc++;
                continue;
            }

            switch (instruction.Kind)
            {
                case InstructionKind.Plain:
                    instruction.Effect(this);
                    Pc++;
                    break;
                case InstructionKind.Branch:
                    Pc = instruction.Target;
                    break;
                case InstructionKind.IndexedBranch:
                    uint chosen = Read<uint>(instruction.MaskSlot);
                    Pc = chosen < instruction.Targets.Length ? instruction.Targets[chosen] : throw new PtxFaultException($"a branch by index {chosen} of {instruction.Targets.Length}");
                    break;
                case InstructionKind.Together:
                    Warp.Check(this, instruction);
                    State = LaneState.AtRendezvous;
                    break;
                case InstructionKind.Barrier:
                    State = LaneState.AtBarrier;
                    break;
                default:
                    Copies.WaitForAll(this);
                    State = LaneState.Done;
                    break;
            }
        }
    }

    public void GoOn()
    {
        Pc++;
        State = LaneState.Ready;
    }
}
