using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>
/// A 3×3 convolution at stride 1 or 2 by Winograd's minimal filtering: some tiles of the input are transformed, multiplied with
/// the transformed filters point by point, and each panel's products transformed back while they are in cache. Where the
/// filters outweigh the map, all tiles and panels are one turn instead, so that every filter is fetched once.
/// </summary>
internal sealed unsafe class WinogradConvolution<L, V, W> : Convolution
    where L : struct, ILanes<V>
    where V : struct
    where W : struct, IWinograd<L, V>
{
    /// <summary>Transformed input that is read again for every panel should stay in the second-level cache meanwhile.</summary>
    private const int ChunkBytes = 768 * 1024;

    /// <summary>A turn of all tiles takes no more scratch than this.</summary>
    private const long MostTurnBytes = 16 << 20;

    private readonly InputBlocks _blocks;
    private readonly PanelTable _table;
    private readonly WinogradWeights<L, V, W> _weights;
    private readonly AlignedBuffer _zeros = new(2 * ChannelBlock.Lanes);
    private readonly int _tiles;
    private readonly int _chunk;
    private readonly int _together;
    private readonly nint _inputStep;
    private readonly nint _productStep;

    public WinogradConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _blocks = new InputBlocks(shape, weights, options);
        _tiles = checked((int)shape.Tiles(W.Outputs));
        FilterPanel[] panels = FilterPanel.Split(shape, L.Count);
        int chunk = Chunk(Tiling<L, V>.Pixels(panels[0].Vectors));
        bool oneTurn = IsOneTurnLess(chunk);
        _chunk = oneTurn ? _tiles : chunk;
        _together = oneTurn ? panels.Length : 1;
        _inputStep = OddLines(_blocks.Count * _chunk);
        _productStep = OddLines(2 * _chunk);
        _table = new PanelTable(panels, _blocks.Places(_chunk * ChannelBlock.Lanes), [0]);
        _weights = new WinogradWeights<L, V, W>(shape, weights.Filters, _table);
    }

    public override ConvolutionAlgorithm Algorithm => W.Algorithm;

    public override string Method => $"winograd {W.Outputs}x{W.Outputs}";

    private static int AllPoints => W.Points * W.Points;

    private static int TileFloats => Math.Max(WinogradInput<L, V, W>.ScratchFloats, WinogradOutput<L, V, W>.ScratchFloats);

    private int ProductFloats => checked(_together * AllPoints * (int)_productStep);

    private int InputFloats => checked(AllPoints * (int)_inputStep);

    internal override int ScratchFloats(int parts) =>
        checked(TileFloats + ProductFloats + (IsShared(parts) ? 0 : InputFloats));

    internal override int SharedFloats(int parts) => IsShared(parts) ? InputFloats : 0;

    internal override void Compute(CpuWorker worker, float* source, float* target, float* gate, in Epilogue epilogue)
    {
        float* products = worker.Scratch + TileFloats;
        bool shared = IsShared(worker.Parts);
        float* input = shared ? worker.Shared : products + ProductFloats;
        if (ByPanels(worker.Parts))
        {
            PanelShare panels = new(_table.Panels, L.Count, worker.Share(_table.Vectors));
            (int begin, int end) = shared ? worker.Share(_blocks.Count) : _table.Blocks(panels, _chunk * ChannelBlock.Lanes);
            for (int first = 0; first < _tiles; first += _chunk)
            {
                int count = Math.Min(_chunk, _tiles - first);
                worker.SyncIf(shared);
                Transform(source, begin, end, first, count, input, worker.Scratch);
                worker.SyncIf(shared);
                Multiply(input, products, panels, first, count, target, epilogue, worker.Scratch);
            }

            return;
        }

        PanelShare all = new(_table.Panels, L.Count, (0, _table.Vectors));
        (int Begin, int End) own = worker.Share(_tiles);
        int chunks = (own.End - own.Begin + _chunk - 1) / _chunk;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            int first = own.Begin + ((own.End - own.Begin) * chunk / chunks);
            int count = own.Begin + ((own.End - own.Begin) * (chunk + 1) / chunks) - first;
            Transform(source, 0, _blocks.Count, first, count, input, worker.Scratch);
            Multiply(input, products, all, first, count, target, epilogue, worker.Scratch);
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

    // What passes between the second-level cache and what is behind it: with chunks the filters once a chunk, in one turn
    // the filters once, and transformed input and products of the whole map, of which about half stays.
    private bool IsOneTurnLess(int chunk)
    {
        long filters = (long)W.FilterPoints * W.FilterPoints * ChannelBlock.Lanes * _blocks.Count * ChannelBlock.Slots(Shape.GroupFilters);
        long map = (long)AllPoints * ChannelBlock.Lanes * _tiles * (_blocks.Count + ChannelBlock.Count(Shape.Filters));
        long chunks = (_tiles + chunk - 1) / chunk;
        return map * sizeof(float) <= MostTurnBytes && filters + map < chunks * filters;
    }

    private bool ByPanels(int parts) => Workshare.ByPanels(
        parts, _table, _tiles, _weights.Length, (long)AllPoints * _blocks.Count * ChannelBlock.Lanes * _tiles);

    private bool IsShared(int parts) => ByPanels(parts) && Workshare.IsInputShared(parts, Shape.GroupFilters);

    private void Transform(float* source, int begin, int end, int first, int count, float* input, float* scratch)
    {
        for (int block = begin; block < end; block++)
        {
            float* to = input + ((nint)block * _chunk * ChannelBlock.Lanes);
            WinogradInput<L, V, W>.Transform(Shape, source, _blocks, block, Options.InputActivation, first, count, to, _inputStep, scratch);
        }
    }

    private void Multiply(
        float* input, float* products, PanelShare panels, int first, int count, float* target, in Epilogue epilogue, float* scratch)
    {
        for (int i = panels.Begin; i < panels.End; i += _together)
        {
            (int Begin, int End) turn = (i, Math.Min(i + _together, panels.End));
            int next = turn.End < panels.End ? turn.End : panels.Begin;
            for (int point = 0; point < AllPoints; point++)
            {
                for (int panel = turn.Begin; panel < turn.End; panel++)
                {
                    float* ahead = panel + 1 < turn.End ? _weights.Panel(panel + 1, point)
                        : point + 1 < AllPoints ? _weights.Panel(turn.Begin, point + 1)
                        : _weights.Panel(next, 0);
                    Multiply(panels, panel, point, input, Products(panel), ahead, count, epilogue);
                }
            }

            for (int panel = turn.Begin; panel < turn.End; panel++)
            {
                FilterPanel filters = panels[panel];
                for (int v = 0; v < filters.Vectors; v++)
                {
                    int slot = filters.Slot + (v * L.Count);
                    float* from = Products(panel) + ChannelBlock.Offset((filters.Slot % ChannelBlock.Lanes) + (v * L.Count), _chunk);
                    WinogradOutput<L, V, W>.Transform(Shape, from, _productStep, first, count, slot, target, epilogue, scratch);
                }
            }

            float* Products(int panel) => products + ((nint)(panel - turn.Begin) * AllPoints * _productStep);
        }
    }

    private void Multiply(PanelShare panels, int index, int point, float* input, float* products, float* ahead, int count, in Epilogue epilogue)
    {
        // Adding the bias to the products at point (1, 1) alone adds it to every output.
        int biased = W.Points + 1;
        FilterPanel panel = panels[index];
        int lane = panel.Slot % ChannelBlock.Lanes;
        ProductTarget to = new()
        {
            Target = products + (point * _productStep),
            BlockFloats = (nint)_chunk * ChannelBlock.Lanes,
        };
        to.Epilogue.Bias = point == biased ? epilogue.Bias + panel.Slot - lane : _zeros.Pointer;
        TileRun run = new()
        {
            Source = input + (point * _inputStep),
            Offsets = _table.Offsets(index),
            Depth = _table.Depth(index),
            Weights = _weights.Panel(index, point) + panels.Skipped(index),
            WeightStep = _table.Panels[index].Vectors * L.Count,
            Ahead = ahead,
            IsSourceFar = _together > 1,
        };
        PanelProduct<L, V>.Run(to, panel with { Slot = lane }, ref run, Reading.Blocks, new PixelRows(0, count));
    }
}
