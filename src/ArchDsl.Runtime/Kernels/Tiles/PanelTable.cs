using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>The order in which each panel sums its products: where each factor is read.</summary>
internal sealed unsafe class PanelTable
{
    /// <summary>Channels that are read tap by tap before the next: their factors share cache lines.</summary>
    private const int Together = ChannelBlock.Lanes;

    private readonly AlignedBuffer[] _offsets;
    private readonly (int Least, int Most)[] _reach;
    private readonly int _taps;
    private readonly int _beside;

    /// <summary>Lays out the products of every panel.</summary>
    /// <param name="panels">The panels.</param>
    /// <param name="places">Where each input channel's factors are, in floats from the source.</param>
    /// <param name="taps">How far from there each kernel position reads.</param>
    /// <param name="beside">How many taps of a channel are to follow each other.</param>
    public PanelTable(FilterPanel[] panels, int[] places, int[] taps, int beside = 1)
    {
        Panels = panels;
        Vectors = ((panels.Length - 1) * panels[0].Vectors) + panels[^1].Vectors;
        _taps = taps.Length;
        _beside = beside;
        _offsets = new AlignedBuffer[panels.Length];
        _reach = new (int, int)[panels.Length];
        for (int i = 0; i < panels.Length; i++)
        {
            FilterPanel panel = panels[i];
            int alike = 0;
            while (panels[alike].Channel != panel.Channel || panels[alike].Channels != panel.Channels)
            {
                alike++;
            }

            _offsets[i] = alike < i ? _offsets[alike] : Offsets(panel, places, taps);
            _reach[i] = alike < i ? _reach[alike] : Reach(panel, places);
        }
    }

    public FilterPanel[] Panels { get; }

    /// <summary>Vectors of slots of all panels.</summary>
    public int Vectors { get; }

    /// <summary>Kernel positions of a channel.</summary>
    public int Taps => _taps;

    /// <summary>Products a slot of a panel sums.</summary>
    public int Depth(int panel) => Panels[panel].Channels * _taps;

    public int* Offsets(int panel) => (int*)_offsets[panel].Pointer;

    /// <summary>The blocks that some panels read.</summary>
    /// <param name="panels">The panels.</param>
    /// <param name="blockFloats">Floats of a block, which the places were counted with.</param>
    public (int Begin, int End) Blocks(PanelShare panels, int blockFloats)
    {
        (int least, int most) = (int.MaxValue, -1);
        for (int i = panels.Begin; i < panels.End; i++)
        {
            least = Math.Min(least, _reach[i].Least);
            most = Math.Max(most, _reach[i].Most);
        }

        return most < 0 ? (0, 0) : (least / blockFloats, (most / blockFloats) + 1);
    }

    /// <summary>Which product of a panel is that of its channel number <paramref name="channel"/> and a tap.</summary>
    public int Place(FilterPanel panel, int channel, int tap)
    {
        int first = channel / Together * Together;
        int together = Math.Min(Together, panel.Channels - first);
        return (first * _taps) + (tap / _beside * _beside * together) + ((channel - first) * _beside) + (tap % _beside);
    }

    /// <summary>Which product of a panel each weight of a filter belongs to, one channel's taps behind the other; empty for their own order.</summary>
    public int[] Order(FilterPanel panel)
    {
        if (_taps == 1)
        {
            return [];
        }

        var order = new int[panel.Channels * _taps];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = Place(panel, i / _taps, i % _taps);
        }

        return order;
    }

    private static (int Least, int Most) Reach(FilterPanel panel, int[] places)
    {
        (int least, int most) = (int.MaxValue, -1);
        foreach (int place in places.AsSpan(panel.Channel, panel.Channels))
        {
            least = Math.Min(least, place);
            most = Math.Max(most, place);
        }

        return (least, most);
    }

    private AlignedBuffer Offsets(FilterPanel panel, int[] places, int[] taps)
    {
        var offsets = new AlignedBuffer(panel.Channels * _taps);
        for (int product = 0; product < offsets.Length; product++)
        {
            (int channel, int tap) = (product / _taps, product % _taps);
            ((int*)offsets.Pointer)[Place(panel, channel, tap)] = places[panel.Channel + channel] + taps[tap];
        }

        return offsets;
    }
}
