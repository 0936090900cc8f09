using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels;

/// <summary>A 1×1 convolution at stride 1: a matrix product that reads its input where it lies, channel by channel.</summary>
internal sealed unsafe class PointwiseConvolution<L, V> : Convolution
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Input that is read again for every panel should stay in the second-level cache meanwhile.</summary>
    private const int ChunkBytes = 512 * 1024;

    private readonly PanelTable _table;
    private readonly PanelWeights _weights;
    private readonly int _chunk;
    private readonly int[]? _gates;

    public PointwiseConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _table = new PanelTable(FilterPanel.Split(shape, L.Count), InputBlocks.Places(shape, options), [0]);
        _weights = PanelWeights.Pack(shape, weights.Filters, _table, L.Count);
        _gates = options.GateChannels;
        int tile = Tiling<L, V>.Pixels(_table.Panels[0].Vectors);
        int tiles = Math.Max(1, ChunkBytes / (ChannelBlock.Slots(shape.Channels) * sizeof(float) * tile));
        _chunk = Math.Min(tiles * tile, shape.Plane);
    }

    public override string Method => "pointwise";

    internal override int ScratchFloats(int parts) => PanelProduct<L, V>.TileFloats + _weights.Largest;

    internal override void Compute(CpuWorker worker, float* source, float* target, float* gate, in Epilogue epilogue)
    {
        int tile = Tiling<L, V>.Pixels(_table.Panels[0].Vectors);
        int tiles = (Shape.Plane + tile - 1) / tile;
        bool byPanels = Workshare.ByPanels(worker.Parts, _table, tiles, _weights.Length, (long)Shape.Channels * Shape.Plane);
        (int Begin, int End) pixels = byPanels ? (0, Shape.Plane) : worker.Share(Shape.Plane);
        PanelShare own = new(_table.Panels, L.Count, byPanels ? worker.Share(_table.Vectors) : (0, _table.Vectors));

        ProductTarget to = new()
        {
            Target = target,
            BlockFloats = (nint)Shape.Plane * ChannelBlock.Lanes,
            Epilogue = epilogue,
            Tile = worker.Scratch,
        };
        float* gated = worker.Scratch + PanelProduct<L, V>.TileFloats;
        int chunks = (pixels.End - pixels.Begin + _chunk - 1) / _chunk;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            int first = pixels.Begin + (chunk * _chunk);
            int count = Math.Min(_chunk, pixels.End - first);
            for (int i = own.Begin; i < own.End; i++)
            {
                FilterPanel panel = own[i];
                float* weights = _weights.Panel(i);
                if (gate != null)
                {
                    Gating<L, V>.Scale(_table.Panels[i], weights, gate, _gates, gated);
                    weights = gated;
                }

                TileRun run = new()
                {
                    Source = source + ((nint)first * ChannelBlock.Lanes),
                    Offsets = _table.Offsets(i),
                    Depth = _table.Depth(i),
                    Weights = weights + own.Skipped(i),
                    WeightStep = _weights.Step(_table.Panels[i]),
                    Ahead = _weights.Panel(i + 1 < own.End ? i + 1 : own.Begin),
                    IsSourceFar = true,
                };
                PanelProduct<L, V>.Run(to, panel, ref run, Reading.Blocks, new PixelRows(first, count));
            }
        }
    }
}
