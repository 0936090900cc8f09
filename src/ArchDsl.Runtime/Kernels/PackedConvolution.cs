using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Any convolution: a few rows of the input are packed so that every tap of every channel reads them in a straight line,
/// then multiplied as a pointwise one would be.
/// </summary>
internal sealed unsafe class PackedConvolution<L, V> : Convolution
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Packed input that is read again for every panel should stay in the second-level cache meanwhile.</summary>
    private const int ChunkBytes = 256 * 1024;

    private readonly InputBlocks _blocks;
    private readonly PackedWindow _window;
    private readonly InputPacker<L, V> _packer;
    private readonly Reading _reading;
    private readonly bool _isThreeTaps;
    private readonly PanelTable _table;
    private readonly PanelWeights _weights;
    private readonly int[]? _gates;

    public PackedConvolution(ConvolutionShape shape, InputBlocks blocks, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _blocks = blocks;
        _window = new PackedWindow(shape, _blocks.Unit, Rows(shape));
        _packer = new InputPacker<L, V>(shape, _blocks, _window, options.InputActivation);
        NarrowGroups? narrow = NarrowGroups.Of(shape, blocks, L.Count);
        ConvolutionShape multiplied = narrow?.Shape ?? shape;
        int[] places = narrow?.Places(_window.BlockFloats) ?? _blocks.Places(_window.BlockFloats);
        _reading = narrow is not null ? Reading.Lanes : _blocks.Unit == 1 ? Reading.Planes : Reading.Blocks;
        FilterPanel[] panels = FilterPanel.Split(multiplied, L.Count);
        _isThreeTaps = shape is { KernelWidth: 3, StrideX: 1, DilationX: 1 } && _reading != Reading.Planes && panels[0].Vectors == 1;
        _table = new PanelTable(panels, places, _window.Taps, _isThreeTaps ? shape.KernelWidth : 1);
        _weights = PanelWeights.Pack(multiplied, weights.Filters, _table, L.Count, narrow);
        _gates = options.GateChannels;
    }

    public override string Method => Shape.IsPointwise ? "pointwise, packed" : _reading == Reading.Lanes ? "direct, lanes" : "direct";

    private int PackedFloats => checked(_blocks.Count * _window.BlockFloats);

    internal override int ScratchFloats(int parts) =>
        PanelProduct<L, V>.TileFloats + (Shape.IsPointwise ? _weights.Largest : 0) + (IsShared(parts) ? 0 : PackedFloats);

    internal override int SharedFloats(int parts) => IsShared(parts) ? PackedFloats : 0;

    internal override void Compute(CpuWorker worker, float* source, float* target, float* gate, in Epilogue epilogue)
    {
        ProductTarget to = new()
        {
            Target = target,
            BlockFloats = (nint)Shape.OutPlane * ChannelBlock.Lanes,
            Epilogue = epilogue,
            Tile = worker.Scratch,
        };
        float* gated = worker.Scratch + PanelProduct<L, V>.TileFloats;
        bool shared = IsShared(worker.Parts);
        float* packed = shared ? worker.Shared : gated + (Shape.IsPointwise ? _weights.Largest : 0);
        if (ByPanels(worker.Parts))
        {
            PanelShare panels = Panels(worker.Share(_table.Vectors));
            (int Begin, int End) blocks = shared ? worker.Share(_blocks.Count) : _table.Blocks(panels, _window.BlockFloats);
            for (int y = 0; y < Shape.OutHeight; y += _window.Rows)
            {
                int rows = Math.Min(_window.Rows, Shape.OutHeight - y);
                worker.SyncIf(shared);
                Pack(source, blocks, y, rows, packed);
                worker.SyncIf(shared);
                Multiply(to, packed, panels, y, rows, gate, gated);
            }

            return;
        }

        (int begin, int end) = worker.Share(Shape.OutHeight);
        for (int y = begin; y < end; y += _window.Rows)
        {
            int rows = Math.Min(_window.Rows, end - y);
            Pack(source, (0, _blocks.Count), y, rows, packed);
            Multiply(to, packed, Panels((0, _table.Vectors)), y, rows, gate, gated);
        }
    }

    private int Rows(ConvolutionShape shape)
    {
        int floats = new PackedWindow(shape, _blocks.Unit, 1).RowFloats * _blocks.Count * Math.Min(shape.StrideY, shape.KernelHeight);
        int most = Math.Clamp(ChunkBytes / sizeof(float) / floats, 1, shape.OutHeight);
        int chunks = (shape.OutHeight + most - 1) / most;
        return (shape.OutHeight + chunks - 1) / chunks;
    }

    private bool ByPanels(int parts) => Workshare.ByPanels(
        parts, _table, Shape.OutHeight, _weights.Length, (long)_blocks.Count * _blocks.Unit * Shape.Plane);

    // A packed value meets the taps of its own phase.
    private bool IsShared(int parts) => ByPanels(parts) && Workshare.IsInputShared(
        parts, Shape.GroupFilters * _table.Taps / (_window.RowPhases.Length * _window.ColumnPhases.Length));

    private PanelShare Panels((int Begin, int End) vectors) => new(_table.Panels, L.Count, vectors);

    private void Pack(float* source, (int Begin, int End) blocks, int y, int rows, float* packed)
    {
        for (int block = blocks.Begin; block < blocks.End; block++)
        {
            _packer.Pack(source, block, y, rows, packed + ((nint)block * _window.BlockFloats));
        }
    }

    private void Multiply(in ProductTarget to, float* packed, PanelShare panels, int y, int rows, float* gate, float* gated)
    {
        int first = y * Shape.OutWidth;
        PixelRows pixels = _window.IsFlat
            ? new PixelRows(first, rows * Shape.OutWidth)
            : new PixelRows(first, Shape.OutWidth, rows, _window.RowFloats, Shape.OutWidth);
        for (int i = panels.Begin; i < panels.End; i++)
        {
            FilterPanel panel = panels[i];
            float* weights = _weights.Panel(i);
            if (gate != null)
            {
                Gating<L, V>.Scale(_table.Panels[i], weights, gate, _gates, gated);
                weights = gated;
            }

            TileRun run = new()
            {
                Source = packed,
                Offsets = _table.Offsets(i),
                Depth = _table.Depth(i),
                Weights = weights + panels.Skipped(i),
                WeightStep = _weights.Step(_table.Panels[i]),
                Ahead = _weights.Panel(i + 1 < panels.End ? i + 1 : panels.Begin),
                IsThreeTaps = _isThreeTaps,
            };
            PanelProduct<L, V>.Run(to, panel, ref run, _reading, pixels);
        }
    }
}
