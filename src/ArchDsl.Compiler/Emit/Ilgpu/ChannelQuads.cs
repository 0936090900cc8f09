using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Whether gathered channels can be read four at a time.</summary>
internal static class ChannelQuads
{
    private const int Quad = 4;

    /// <summary>
    /// Whether each four of the channels, counted from the first, are the four of an aligned place. Fewer at the end may
    /// have strangers behind them.
    /// </summary>
    /// <param name="sources">Where the channels are.</param>
    /// <param name="sorts">Which channel each of them is; null for their order.</param>
    public static bool AreWhole(IReadOnlyList<BufferView> sources, int[]? sorts = null)
    {
        if (sources.Any(s => s.Channels.Expression is not null))
        {
            return false;
        }

        (int Source, int Slot)[] places = sources.SelectMany((s, i) => Enumerable.Range(0, (int)s.Channels.Value).Select(c => (i, s.Slots is null ? c : s.Slots[c]))).ToArray();
        if (sorts is not null)
        {
            var sorted = new (int Source, int Slot)[places.Length];
            for (int i = 0; i < places.Length; i++)
            {
                sorted[sorts[i]] = places[i];
            }

            places = sorted;
        }

        for (int i = 0; i < places.Length; i++)
        {
            (int source, int slot) = places[i - (i % Quad)];
            if (slot % Quad != 0 || places[i] != (source, slot + (i % Quad)))
            {
                return false;
            }
        }

        return true;
    }
}
