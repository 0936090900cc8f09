namespace ArchDsl.Compiler.Fusion.Placement;

/// <summary>
/// In which slot each channel of a value is. Memory is channel-blocked: 16 slots a block, C/16×H×W×16, so that a vector
/// holds neighbouring channels of one pixel. A slot that no channel takes is padding.
/// </summary>
internal sealed class ChannelLayout : IEquatable<ChannelLayout>
{
    /// <summary>Slots of a block.</summary>
    public const int Lanes = 16;

    private readonly int[]? _slots;

    private ChannelLayout(int[]? slots, Extent blocks)
    {
        _slots = slots;
        Blocks = blocks;
    }

    public Extent Blocks { get; }

    /// <summary>The slot of each channel; null when every channel is in the slot of its own number.</summary>
    public int[]? Slots => _slots;

    public static ChannelLayout InOrder(Extent channels) => new(null, channels.Over(Lanes));

    public static ChannelLayout Of(int[] slots, int blocks)
    {
        bool inOrder = blocks == BlocksOf(slots.Length) && IsInOrder(slots);
        return inOrder ? InOrder(new Extent(slots.Length)) : new ChannelLayout(slots, new Extent(blocks));
    }

    /// <summary>How many blocks so many channels fill.</summary>
    public static int BlocksOf(int channels) => (channels + Lanes - 1) / Lanes;

    /// <summary>Whether numbers are 0, 1, 2, …</summary>
    public static bool IsInOrder(int[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != i)
            {
                return false;
            }
        }

        return true;
    }

    public int SlotOf(int channel) => _slots is null ? channel : _slots[channel];

    /// <summary>Which channel each slot holds, -1 for padding; null when channels are in order.</summary>
    public int[]? Order()
    {
        if (_slots is null)
        {
            return null;
        }

        int[] order = Enumerable.Repeat(-1, (int)Blocks.Value * Lanes).ToArray();
        for (int channel = 0; channel < _slots.Length; channel++)
        {
            order[_slots[channel]] = channel;
        }

        return order;
    }

    public bool Equals(ChannelLayout? other) =>
        other is not null && Blocks == other.Blocks
        && (_slots is null ? other._slots is null : other._slots is not null && _slots.SequenceEqual(other._slots));

    public override bool Equals(object? obj) => Equals(obj as ChannelLayout);

    public override int GetHashCode() => Blocks.GetHashCode();
}
