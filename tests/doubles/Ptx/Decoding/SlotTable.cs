using ArchDsl.Ptx.Running;

namespace ArchDsl.Ptx.Decoding;

/// <summary>The slots of a thread: its registers, behind them constants and special registers, so that instructions read all alike.</summary>
internal sealed class SlotTable(int registers)
{
    // A NaN, whether 32 or 64 bits of it are read.
    private const ulong Nonsense = 0x7FF7_BAD0_7FC0_BAD0;

    private readonly Dictionary<ulong, int> _constants = [];
    private readonly Dictionary<string, int> _specials = new(StringComparer.Ordinal);
    private int _count = registers + 1;

    /// <summary>Where results go that <c>_</c> stands for.</summary>
    public int Sink => registers;

    public int Constant(ulong bits)
    {
        if (!_constants.TryGetValue(bits, out int slot))
        {
            _constants.Add(bits, slot = _count++);
        }

        return slot;
    }

    /// <summary>The slot of a special register, or null where there is none of that name.</summary>
    public int? Special(string name)
    {
        if (_specials.TryGetValue(name, out int slot))
        {
            return slot;
        }

        if (SpecialRegisters.Find(name) is null)
        {
            return null;
        }

        _specials.Add(name, slot = _count++);
        return slot;
    }

    public ulong[] Template()
    {
        var template = new ulong[_count];
        template.AsSpan(0, registers).Fill(Nonsense);
        foreach ((ulong bits, int slot) in _constants)
        {
            template[slot] = bits;
        }

        return template;
    }

    public (int Slot, Func<Lane, uint> Value)[] Specials() => _specials.Select(s => (s.Value, SpecialRegisters.Find(s.Key)!)).ToArray();
}
