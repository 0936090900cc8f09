namespace ArchDsl.Runtime.Kernels;

/// <summary>Where channels are, as a kernel that gathers them takes it: for each the distance in floats of its first pixel from the view it is given.</summary>
public static class ChannelOffsets
{
    /// <summary>Offsets of channels that lie in the slots of channel-blocked tensors, C/16×H×W×16.</summary>
    /// <param name="plane">Pixels of a map, H·W.</param>
    /// <param name="runs">
    /// Slots at equal distances: <c>Count</c> of them from slot <c>First</c> on, <c>Step</c> apart, of the tensor whose first
    /// block begins <c>Offset</c> floats behind the view.
    /// </param>
    /// <exception cref="OverflowException">A channel is further away than an int tells.</exception>
    public static int[] Of(int plane, params (int Offset, int First, int Step, int Count)[] runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        int total = 0;
        foreach ((int _, int _, int _, int count) in runs)
        {
            total += count;
        }

        var offsets = new int[total];
        int channel = 0;
        foreach ((int offset, int first, int step, int count) in runs)
        {
            for (int i = 0; i < count; i++)
            {
                int slot = first + (i * step);
                offsets[channel++] = checked(offset + (slot / ChannelBlock.Lanes * ChannelBlock.Lanes * plane) + (slot % ChannelBlock.Lanes));
            }
        }

        return offsets;
    }

    /// <summary>Offsets of the first slots of one channel-blocked tensor.</summary>
    /// <param name="channels">How many.</param>
    /// <param name="plane">Pixels of a map, H·W.</param>
    public static int[] InOrder(int channels, int plane) => Of(plane, (0, 0, 1, channels));

    /// <summary>Offsets of channels that were listed in another order, put into the slots they go to.</summary>
    /// <param name="slots">In which slot each offset goes: no two in one.</param>
    /// <param name="offsets">An offset for each.</param>
    /// <param name="count">How many slots there are; 0 for as many as offsets. Those left over are pads, -1.</param>
    /// <exception cref="ArgumentException">There are more of one than of the other, or fewer slots than either.</exception>
    public static int[] Sorted(int[] slots, int[] offsets, int count = 0)
    {
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(offsets);
        if (slots.Length != offsets.Length || (count > 0 && count < slots.Length))
        {
            throw new ArgumentException($"{offsets.Length} offsets given for {slots.Length} channels{(count > 0 ? $" in {count} slots" : "")}");
        }

        var sorted = new int[count > 0 ? count : offsets.Length];
        Array.Fill(sorted, -1);
        for (int i = 0; i < offsets.Length; i++)
        {
            sorted[slots[i]] = offsets[i];
        }

        return sorted;
    }
}
