using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>
/// Weights in the order in which tiles read them: by panel, product, slot. For tiles that permute, every product's weights
/// are followed by the lanes its slots read.
/// </summary>
internal sealed unsafe class PanelWeights
{
    /// <summary>From how many weights on it pays to pack on all cores.</summary>
    private const int ManyWeights = 1 << 16;

    private readonly AlignedBuffer _floats;
    private readonly int[] _starts;
    private readonly NarrowGroups? _narrow;

    private PanelWeights(PanelTable table, int lanes, NarrowGroups? narrow)
    {
        _narrow = narrow;
        _starts = new int[table.Panels.Length];
        int floats = 0;
        for (int i = 0; i < _starts.Length; i++)
        {
            _starts[i] = floats;
            int own = table.Depth(i) * Stride(table.Panels[i], lanes);
            Largest = Math.Max(Largest, own);
            floats = checked(floats + own);
        }

        _floats = new AlignedBuffer(floats);
    }

    /// <summary>Floats of the largest panel.</summary>
    public int Largest { get; }

    /// <summary>Floats of all panels.</summary>
    public int Length => _floats.Length;

    public static PanelWeights Pack(ConvolutionShape shape, float[] weight, PanelTable table, int lanes, NarrowGroups? narrow = null)
    {
        var packed = new PanelWeights(table, lanes, narrow);
        ForEach(table.Panels.Length, packed.Length, i => packed.Fill(shape, weight, table, i, lanes));
        return packed;
    }

    public float* Panel(int panel) => _floats.Pointer + _starts[panel];

    /// <summary>Does something for each panel, on all cores where the weights are many.</summary>
    public static void ForEach(int panels, int weights, Action<int> pack)
    {
        if (weights >= ManyWeights)
        {
            Parallel.For(0, panels, pack);
            return;
        }

        for (int i = 0; i < panels; i++)
        {
            pack(i);
        }
    }

    private void Fill(ConvolutionShape shape, float[] weight, PanelTable table, int index, int lanes)
    {
        FilterPanel panel = table.Panels[index];
        var filters = new FilterTaps(shape, weight);
        int stride = Stride(panel, lanes);
        for (int slot = 0; slot < panel.Vectors * lanes; slot++)
        {
            for (int channel = 0; channel < panel.Channels; channel++)
            {
                ReadOnlySpan<float> taps = filters.Of(panel.Slot + slot, panel.Channel + channel);
                for (int tap = 0; tap < taps.Length; tap++)
                {
                    float* to = Panel(index) + ((nint)table.Place(panel, channel, tap) * stride) + slot;
                    *to = taps[tap];
                    if (_narrow is not null)
                    {
                        *(int*)(to + lanes) = _narrow.Lane(slot, channel);
                    }
                }
            }
        }
    }

    private int Stride(in FilterPanel panel, int lanes) => (_narrow is null ? panel.Vectors : 2) * lanes;
}
