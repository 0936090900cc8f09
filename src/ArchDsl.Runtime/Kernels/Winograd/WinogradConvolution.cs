using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>
/// A 3×3 convolution at stride 1 by Winograd's minimal filtering: some tiles of the input are transformed, multiplied with
/// the transformed filters point by point, and each panel's products transformed back while they are in cache.
/// </summary>
internal sealed unsafe class WinogradConvolution<L, V, W> : Convolution
    where L : struct, ILanes<V>
    where V : struct
    where W : struct, IWinograd<L, V>
{
    /// <summary>Transformed input that is read again for every panel should stay in the second-level cache meanwhile.</summary>
    private const int ChunkBytes = 512 * 1024;

    private readonly InputBlocks _blocks;
    private readonly PanelTable _table;
    private readonly WinogradWeights<L, V, W> _weights;
    private readonly AlignedBuffer _zeros = new(2 * ChannelBlock.Lanes);
    private readonly int _tiles;
    private readonly int _chunk;
    private readonly nint _inputStep;
    private readonly nint _productStep;

    public WinogradConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _blocks = new InputBlocks(shape, weights, options);
        _tiles = ((shape.OutHeight + W.Outputs - 1) / W.Outputs) * ((shape.OutWidth + W.Outputs - 1) / W.Outputs);
        FilterPanel[] panels = FilterPanel.Split(shape, L.Count);
        _chunk = Chunk(Tiling<L, V>.Pixels(panels[0].Vectors));
        _inputStep = OddLines(_blocks.Count * _chunk);
        _productStep = OddLines(2 * _chunk);
        _table = new PanelTable(panels, _blocks.Places(_chunk * ChannelBlock.Lanes), [0]);
        _weights = new WinogradWeights<L, V, W>(shape, weights.Weight, _table);
    }

    public override ConvolutionAlgorithm Algorithm => W.Algorithm;

    private static int AllPoints => W.Points * W.Points;

    private static int TileFloats => Math.Max(WinogradInput<L, V, W>.ScratchFloats, WinogradOutput<L, V, W>.ScratchFloats);

    private int InputFloats => checked(AllPoints * (int)_inputStep);

    internal override int ScratchFloats(int parts) =>
        TileFloats + (AllPoints * (int)_productStep) + (ByPanels(parts) ? 0 : InputFloats);

    internal override int SharedFloats(int parts) => ByPanels(parts) ? InputFloats : 0;

    internal override void Compute(CpuWorker worker, float* source, float* target, float* gate, in Epilogue epilogue)
    {
        float* products = worker.Scratch + TileFloats;
        if (ByPanels(worker.Parts))
        {
            (int begin, int end) = worker.Share(_blocks.Count);
            (int Begin, int End) panels = worker.Share(_table.Panels.Length);
            for (int first = 0; first < _tiles; first += _chunk)
            {
                int count = Math.Min(_chunk, _tiles - first);
                worker.Sync();
                Transform(source, begin, end, first, count, worker.Shared, worker.Scratch);
                worker.Sync();
                Multiply(worker.Shared, products, panels, first, count, target, epilogue, worker.Scratch);
            }

            return;
        }

        float* input = products + ((nint)AllPoints * _productStep);
        (int Begin, int End) own = worker.Share(_tiles);
        int chunks = (own.End - own.Begin + _chunk - 1) / _chunk;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            int first = own.Begin + ((own.End - own.Begin) * chunk / chunks);
            int count = own.Begin + ((own.End - own.Begin) * (chunk + 1) / chunks) - first;
            Transform(source, 0, _blocks.Count, first, count, input, worker.Scratch);
            Multiply(input, products, (0, _table.Panels.Length), first, count, target, epilogue, worker.Scratch);
        }
    }

    /// <summary>Floats of so many lines and perhaps one more: at an even distance, points would share a few sets of the cache.</summary>
    private static nint OddLines(int lines) => (nint)(lines | 1) * ChannelBlock.Lanes;

    private int Chunk(int tile)
    {
        int most = Math.Max(1, ChunkBytes / sizeof(float) / (AllPoints * _blocks.Count * ChannelBlock.Lanes * tile)) * tile;
        int chunks = (_tiles + most - 1) / most;
        return (_tiles + chunks - 1) / chunks;
    }

    private bool ByPanels(int parts) => Workshare.ByPanels(
        parts, _table.Panels.Length, _tiles, _weights.Length, (long)AllPoints * _blocks.Count * ChannelBlock.Lanes * _tiles);

    private void Transform(float* source, int begin, int end, int first, int count, float* input, float* scratch)
    {
        for (int block = begin; block < end; block++)
        {
            float* to = input + ((nint)block * _chunk * ChannelBlock.Lanes);
            WinogradInput<L, V, W>.Transform(Shape, source + _blocks.Start(block), first, count, to, _inputStep, scratch);
        }
    }

    private void Multiply(
        float* input, float* products, (int Begin, int End) panels, int first, int count, float* target, in Epilogue epilogue, float* scratch)
    {
        // Adding the bias to the products at point (1, 1) alone adds it to every output.
        int biased = W.Points + 1;
        ProductTarget to = new() { BlockFloats = (nint)_chunk * ChannelBlock.Lanes };
        for (int i = panels.Begin; i < panels.End; i++)
        {
            FilterPanel panel = _table.Panels[i];
            int lane = panel.Slot % ChannelBlock.Lanes;
            FilterPanel alone = panel with { Slot = lane };
            for (int point = 0; point < AllPoints; point++)
            {
                to.Target = products + (point * _productStep);
                to.Epilogue.Bias = point == biased ? epilogue.Bias + panel.Slot - lane : _zeros.Pointer;
                TileRun run = new()
                {
                    Source = input + (point * _inputStep),
                    Offsets = _table.Offsets(i),
                    Depth = _table.Depth(i),
                    Weights = _weights.Panel(i, point),
                    Ahead = point + 1 < AllPoints ? _weights.Panel(i, point + 1) : _weights.Panel(i + 1 < panels.End ? i + 1 : panels.Begin, 0),
                };
                PanelProduct<L, V>.Run(to, alone, ref run, Reading.Blocks, new PixelRows(0, count));
            }

            for (int v = 0; v < panel.Vectors; v++)
            {
                int slot = panel.Slot + (v * L.Count);
                int from = lane + (v * L.Count);
                float* first0 = products + ChannelBlock.Offset(from, _chunk);
                WinogradOutput<L, V, W>.Transform(Shape, first0, _productStep, first, count, slot, target, epilogue, scratch);
            }
        }
    }
}
