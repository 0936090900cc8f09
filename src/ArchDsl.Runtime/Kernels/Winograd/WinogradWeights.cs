using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>Transformed filters: by panel, point of the transform, input channel, slot.</summary>
internal sealed unsafe class WinogradWeights<L, V, W>
    where L : struct, ILanes<V>
    where V : struct
    where W : struct, IWinograd<L, V>
{
    private readonly AlignedBuffer _floats;
    private readonly int[] _starts;
    private readonly PanelTable _table;

    public WinogradWeights(ConvolutionShape shape, TensorValues filters, PanelTable table)
    {
        _table = table;
        _starts = new int[table.Panels.Length];
        int floats = 0;
        for (int i = 0; i < _starts.Length; i++)
        {
            _starts[i] = floats;
            floats = checked(floats + (W.Points * W.Points * PointFloats(i)));
        }

        _floats = new AlignedBuffer(floats);
        PanelWeights.ForEach(_starts.Length, floats, i => Fill(shape, filters, i));
    }

    public int Length => _floats.Length;

    /// <summary>A panel's weights at one point.</summary>
    public float* Panel(int panel, int point) => _floats.Pointer + _starts[panel] + ((nint)point * PointFloats(panel));

    private int PointFloats(int panel) => _table.Depth(panel) * _table.Panels[panel].Vectors * L.Count;

    // A vector of filters is transformed at a time, for each channel, from rows of all filters of the panel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(ConvolutionShape shape, TensorValues filters, int index)
    {
        const int Taps = 3;
        const int Together = 8;
        float* kernels = stackalloc float[Together * Taps * Taps * 2 * ChannelBlock.Lanes];
        float* columns = stackalloc float[Taps * 6 * ChannelBlock.Lanes];
        FilterPanel panel = _table.Panels[index];
        int slots = panel.Vectors * L.Count;
        nint apart = PointFloats(index);
        float* to = Panel(index, 0);
        using var rows = new FilterRows(filters, shape.Depth, panel.Slot, slots);
        for (int first = 0, together; first < panel.Channels; first += together)
        {
            int inGroup = first % shape.GroupChannels;
            together = Math.Min(Together, shape.GroupChannels - inGroup);
            (int begin, int end) = panel.FiltersOf(shape, first, rows.Count);
            new Span<float>(kernels, together * Taps * Taps * slots).Clear();
            rows.Transpose(begin, end, inGroup * Taps * Taps, together * Taps * Taps, [], kernels, slots);
            for (float* kernel = kernels; kernel < kernels + (together * Taps * Taps * slots); kernel += Taps * Taps * slots)
            {
                for (int v = 0; v < slots; v += L.Count, to += L.Count)
                {
                    for (int x = 0; x < Taps; x++)
                    {
                        W.Filter(kernel + (x * slots) + v, Taps * slots, columns + (x * L.Count), Taps * L.Count);
                    }

                    for (int y = 0; y < W.Points; y++)
                    {
                        W.Filter(columns + (y * Taps * L.Count), L.Count, to + (y * W.Points * apart), apart);
                    }
                }
            }
        }
    }
}
