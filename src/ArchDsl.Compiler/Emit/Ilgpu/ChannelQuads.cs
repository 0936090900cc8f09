using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Whether gathered channels can be read four at a time.</summary>
internal static class ChannelQuads
{
    private const int Quad = 4;

    private static readonly (int Source, int Slot) Nothing = (-1, -1);

    /// <summary>How a kernel that works lane by lane reads gathered channels.</summary>
    public static LaneReading ReadingOf(IReadOnlyList<BufferView> sources, int[]? sorts) => AreWhole(sources, sorts) ? LaneReading.Quads : LaneReading.Scattered;

    /// <summary>
    /// Whether each four of the channels, counted from the first, are the four of an aligned place. Where there are fewer,
    /// strangers may be in the places left over.
    /// </summary>
    /// <param name="sources">Where the channels are.</param>
    /// <param name="sorts">Which channel, or slot among pads, each of them is; null for their order.</param>
    public static bool AreWhole(IReadOnlyList<BufferView> sources, int[]? sorts = null)
    {
        if (sources.Any(s => s.Channels.Expression is not null))
        {
            return false;
        }

        (int Source, int Slot)[] places = sources.SelectMany((s, i) => Enumerable.Range(0, (int)s.Channels.Value).Select(c => (i, s.Slots is null ? c : s.Slots[c]))).ToArray();
        if (sorts is not null)
        {
            (int Source, int Slot)[] sorted = Enumerable.Repeat(Nothing, sorts.Max() + 1).ToArray();
            for (int i = 0; i < places.Length; i++)
            {
                sorted[sorts[i]] = places[i];
            }

            places = sorted;
        }

        for (int i = 0; i < places.Length; i++)
        {
            (int source, int slot) = places[i - (i % Quad)];
            if (places[i] != Nothing && (slot % Quad != 0 || places[i] != (source, slot + (i % Quad))))
            {
                return false;
            }
        }

        return true;
    }
}
