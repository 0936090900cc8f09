using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

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

    public WinogradWeights(ConvolutionShape shape, float[] weight, PanelTable table)
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
        PanelWeights.ForEach(_starts.Length, floats, i => Fill(shape, weight, i));
    }

    public int Length => _floats.Length;

    /// <summary>A panel's weights at one point.</summary>
    public float* Panel(int panel, int point) => _floats.Pointer + _starts[panel] + ((nint)point * PointFloats(panel));

    private int PointFloats(int panel) => _table.Depth(panel) * _table.Panels[panel].Vectors * L.Count;

    // A vector of filters is transformed at a time, for each channel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(ConvolutionShape shape, float[] weight, int index)
    {
        const int Taps = 3;
        float* kernel = stackalloc float[Taps * Taps * ChannelBlock.Lanes];
        float* columns = stackalloc float[Taps * 6 * ChannelBlock.Lanes];
        var filters = new FilterTaps(shape, weight);
        FilterPanel panel = _table.Panels[index];
        int points = W.Points;
        nint apart = PointFloats(index);
        float* to = Panel(index, 0);
        for (int channel = panel.Channel; channel < panel.Channel + panel.Channels; channel++)
        {
            for (int v = 0; v < panel.Vectors; v++, to += L.Count)
            {
                for (int lane = 0; lane < L.Count; lane++)
                {
                    ReadOnlySpan<float> taps = filters.Of(panel.Slot + (v * L.Count) + lane, channel);
                    for (int tap = 0; tap < Taps * Taps; tap++)
                    {
                        kernel[(tap * L.Count) + lane] = taps.IsEmpty ? 0f : taps[tap];
                    }
                }

                for (int x = 0; x < Taps; x++)
                {
                    W.Filter(kernel + (x * L.Count), Taps * L.Count, columns + (x * L.Count), Taps * L.Count);
                }

                for (int y = 0; y < points; y++)
                {
                    W.Filter(columns + (y * Taps * L.Count), L.Count, to + (y * points * apart), apart);
                }
            }
        }
    }
}
