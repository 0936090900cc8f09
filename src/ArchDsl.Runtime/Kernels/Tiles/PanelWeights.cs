using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>
/// Weights in the order in which tiles read them: by panel, product, slot. For tiles that permute, every product's weights
/// are followed by the lanes its slots read.
/// </summary>
internal sealed unsafe class PanelWeights
{
    private readonly AlignedBuffer _floats;
    private readonly int[] _starts;
    private readonly NarrowGroups? _narrow;
    private readonly int _lanes;

    private PanelWeights(PanelTable table, int lanes, NarrowGroups? narrow)
    {
        _narrow = narrow;
        _lanes = lanes;
        _starts = new int[table.Panels.Length];
        int floats = 0;
        for (int i = 0; i < _starts.Length; i++)
        {
            _starts[i] = floats;
            int own = table.Depth(i) * Step(table.Panels[i]);
            Largest = Math.Max(Largest, own);
            floats = checked(floats + own);
        }

        _floats = new AlignedBuffer(floats);
    }

    /// <summary>Floats of the largest panel.</summary>
    public int Largest { get; }

    /// <summary>Floats of all panels.</summary>
    public int Length => _floats.Length;

    /// <summary>Packs filters.</summary>
    /// <param name="shape">The geometry; it may have more filters than there are, whose weights are zero.</param>
    /// <param name="filters">The filters, one behind the other.</param>
    /// <param name="table">The order of products.</param>
    /// <param name="lanes">Slots of a vector.</param>
    /// <param name="narrow">How narrow groups are read, or null.</param>
    public static PanelWeights Pack(ConvolutionShape shape, TensorValues filters, PanelTable table, int lanes, NarrowGroups? narrow = null)
    {
        var packed = new PanelWeights(table, lanes, narrow);
        Packing.ForEach(table.Panels.Length, packed.Length, i => packed.Fill(shape, filters, table, i));
        return packed;
    }

    public float* Panel(int panel) => _floats.Pointer + _starts[panel];

    /// <summary>Floats from a product's weights to the next one's.</summary>
    public int Step(in FilterPanel panel) => (_narrow is null ? panel.Vectors : 2) * _lanes;

    private void Fill(ConvolutionShape shape, TensorValues filters, PanelTable table, int index)
    {
        FilterPanel panel = table.Panels[index];
        using var rows = new FilterRows(filters, shape.Depth, panel.Slot, panel.Vectors * _lanes);
        int stride = Step(panel);
        int[] order = table.Order(panel);
        for (int channel = 0; channel < panel.Channels; channel += shape.GroupChannels)
        {
            // A panel across groups: a filter's products are those with the channels of its own group.
            (int begin, int end) = panel.FiltersOf(shape, channel, rows.Count);
            int product = channel * shape.KernelArea;
            if (order.Length == 0)
            {
                rows.Transpose(begin, end, 0, shape.Depth, [], Panel(index) + ((nint)product * stride), stride);
            }
            else
            {
                rows.Transpose(begin, end, 0, shape.Depth, order.AsSpan(product, shape.Depth), Panel(index), stride);
            }
        }

        if (_narrow is not null)
        {
            FillLanes(_narrow, table, panel, Panel(index) + _lanes);
        }
    }

    private void FillLanes(NarrowGroups narrow, PanelTable table, FilterPanel panel, float* to)
    {
        int taps = table.Taps;
        for (int product = 0; product < panel.Channels * taps; product++)
        {
            int* row = (int*)to + (table.Place(panel, product / taps, product % taps) * Step(panel));
            for (int slot = 0; slot < _lanes; slot++)
            {
                row[slot] = narrow.Lane(slot, product / taps);
            }
        }
    }

}
