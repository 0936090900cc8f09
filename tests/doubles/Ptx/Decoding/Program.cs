using ArchDsl.Ptx.Running;

namespace ArchDsl.Ptx.Decoding;

/// <summary>A decoded entry, ready to run.</summary>
internal sealed class Program(string name, Instruction[] code, SlotTable slots, int sharedBytes, int localBytes)
{
    private readonly ulong[] _template = slots.Template();
    private readonly (int Slot, Func<Lane, uint> Value)[] _specials = slots.Specials();

    public string Name => name;

    public Instruction[] Code => code;

    public int SharedBytes => sharedBytes;

    public int LocalBytes => localBytes;

    public int Slots => _template.Length;

    /// <summary>Gives a thread its constants and special registers. Its own registers hold nonsense.</summary>
    public void Fill(Lane lane)
    {
        _template.CopyTo(lane.R, 0);
        foreach ((int slot, Func<Lane, uint> value) in _specials)
        {
            lane.R[slot] = value(lane);
        }
    }
}
