using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;
using ArchDsl.Runtime.Weights;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>Transformed filters: by panel, point of the transform, input channel, slot.</summary>
internal sealed unsafe partial class WinogradWeights<L, V, W>
    where L : struct, ILanes<V>
    where V : struct
    where W : struct, IWinograd<L, V>
{
    private const int Taps = 3;

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
            floats = checked(floats + (W.FilterPoints * W.FilterPoints * PointFloats(i)));
        }

        _floats = new AlignedBuffer(floats);
        Packing.ForEach(_starts.Length, floats, i => Fill(shape, filters, i));
    }

    public int Length => _floats.Length;

    /// <summary>A panel's weights at one point.</summary>
    public float* Panel(int panel, int point)
    {
        int y = Math.Min(point / W.Points, W.FilterPoints - 1);
        int x = Math.Min(point % W.Points, W.FilterPoints - 1);
        return _floats.Pointer + _starts[panel] + ((((nint)y * W.FilterPoints) + x) * PointFloats(panel));
    }

    private int PointFloats(int panel) => _table.Depth(panel) * _table.Panels[panel].Vectors * L.Count;

    private void Fill(ConvolutionShape shape, TensorValues filters, int index)
    {
        const int Together = 8;
        float* kernels = stackalloc float[Together * Taps * Taps * 2 * ChannelBlock.Lanes];
        float* columns = stackalloc float[Taps * W.FilterPoints * ChannelBlock.Lanes];
        FilterPanel panel = _table.Panels[index];
        int slots = panel.Vectors * L.Count;
        float* to = Panel(index, 0);
        using var rows = new FilterRows(filters, shape.Depth, panel.Slot, slots);
        for (int first = 0, together; first < panel.Channels; first += together)
        {
            int inGroup = first % shape.GroupChannels;
            together = Math.Min(Together, shape.GroupChannels - inGroup);
            (int begin, int end) = panel.FiltersOf(shape, first, rows.Count);
            new Span<float>(kernels, together * Taps * Taps * slots).Clear();
            rows.Transpose(begin, end, inGroup * Taps * Taps, together * Taps * Taps, [], kernels, slots);
            Transform(kernels, together, slots, columns, to, PointFloats(index));
            to += together * slots;
        }
    }

    // A vector of slots is transformed at a time, for each channel.
    private static void Transform(float* kernels, int channels, int slots, float* columns, float* to, nint apart)
    {
        if (Precompiled<L, V>.Is)
        {
            TransformAheadOfTime(kernels, channels, slots, columns, to, apart);
        }
        else
        {
            TransformAtOnce(kernels, channels, slots, columns, to, apart);
        }
    }
}
