using System.Numerics;

namespace ArchDsl.Ptx.Running;

/// <summary>Thirty-two lanes, or what the block's end leaves of them.</summary>
internal sealed class Warp(int index)
{
    public const int Size = 32;

    public int Index => index;

    public List<Lane> Lanes { get; } = [];

    /// <summary>Warp barriers passed.</summary>
    public int Epoch { get; set; }

    /// <summary>A mask must name the lane that comes with it, and none that the block has not got.</summary>
    public void Check(Lane lane, Instruction instruction)
    {
        uint mask = Mask(lane, instruction);
        if (!IsIn(mask, lane) || Lanes.Count(l => IsIn(mask, l)) != BitOperations.PopCount(mask))
        {
            throw new PtxFaultException($"the mask 0x{mask:X8} leaves out the thread itself, or names lanes that the block has not got");
        }
    }

    /// <summary>Whether the lanes that a waiting one waits for have come to the same place.</summary>
    public bool AreAllAt(Lane waiting, Instruction instruction)
    {
        uint mask = Mask(waiting, instruction);
        return Lanes.TrueForAll(l => !IsIn(mask, l) || (l.State == LaneState.AtRendezvous && l.Pc == waiting.Pc && Mask(l, instruction) == mask));
    }

    /// <summary>Carries out what they have come to.</summary>
    public void Take(Lane waiting, Instruction instruction)
    {
        uint mask = Mask(waiting, instruction);
        List<Lane> participants = Lanes.FindAll(l => IsIn(mask, l));
        instruction.Together!(participants);
        participants.ForEach(l => l.GoOn());
    }

    private static uint Mask(Lane lane, Instruction instruction) => instruction.MaskSlot < 0 ? uint.MaxValue : lane.Read<uint>(instruction.MaskSlot);

    private static bool IsIn(uint mask, Lane lane) => (mask >> (lane.Index % Size) & 1) != 0;
}
