using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>When a convolution in narrow groups is better done directly than as matrix products.</summary>
internal static class GroupedConvolution
{
    private const int MostFilters = 32;
    private const int MostFloats = 1 << 18;

    public static bool Pays(ConvolutionShape shape) =>
        shape.Groups > 1 && shape.KernelArea > 1 && shape.GroupFilters <= MostFilters
        && (long)shape.GroupChannels * (shape.Plane + (4 * (shape.Height + shape.Width)) + 64) <= MostFloats;
}

/// <summary>A convolution in narrow groups: a group's planes are padded into scratch and read where they lie.</summary>
internal sealed unsafe class GroupedConvolution<L, V> : Convolution
    where L : struct, ILanes<V>
    where V : struct
{
    private const int TileVectors = 3;
    private const int ChunkFloats = 1024;

    private readonly PackedWeights _weights;
    private readonly Window _window;
    private readonly int[] _offsets;
    private readonly int _paddedFloats;
    private readonly int _rowStep;
    private readonly int _chunkRows;

    public GroupedConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _weights = new PackedWeights(weights.Weight, shape.Groups, shape.GroupFilters, shape.Depth, DirectTile4<L, V>.Rows);
        _window = DepthwiseConvolution<L, V>.WindowOf(shape);
        _paddedFloats = _window.PaddedFloats(L.Count);
        _rowStep = _window.RowStep(L.Count);
        _chunkRows = Math.Clamp(ChunkFloats / shape.OutWidth, 1, shape.OutHeight);
        int[] taps = _window.Taps(L.Count);
        _offsets = Enumerable.Range(0, shape.GroupChannels).SelectMany(c => taps.Select(tap => (c * _paddedFloats) + tap)).ToArray();
    }

    private int RowFloats => (_chunkRows * Shape.OutWidth) + (TileVectors * L.Count);

    internal override int ScratchFloats(int parts) => (Shape.GroupChannels * _paddedFloats) + (DirectTile4<L, V>.Rows * RowFloats);

    internal override void Compute(
        CpuWorker worker, ReadOnlySpan<Source> sources, float* target, in Epilogue epilogue, in InputTransform transform)
    {
        float* padded = worker.Scratch;
        float* rows = padded + ((nint)Shape.GroupChannels * _paddedFloats);
        (int begin, int end) = worker.Share(Shape.Groups);
        for (int group = begin; group < end; group++)
        {
            for (int c = 0; c < Shape.GroupChannels; c++)
            {
                float* plane = Source.Channel(sources, (group * Shape.GroupChannels) + c, Shape.Plane);
                PhasePlane<L, V>.Fill(_window, plane, padded + ((nint)c * _paddedFloats), 0f);
            }

            for (int block = 0; block < _weights.Blocks; block++)
            {
                int filter = (group * Shape.GroupFilters) + (block * _weights.TileRows);
                for (int y = 0; y < Shape.OutHeight; y += _chunkRows)
                {
                    int count = Math.Min(_chunkRows, Shape.OutHeight - y);
                    Chunk(padded + ((nint)y * _rowStep), _weights.Block(group, block), count, rows);
                    EpilogueWriter<L, V>.Write(
                        epilogue, rows, RowFloats, _weights.FiltersOf(block), filter, target, Shape.OutPlane, y * Shape.OutWidth, count * Shape.OutWidth);
                }
            }
        }
    }

    // Rows are written densely: what a row's last vector writes too far, the next row overwrites.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Chunk(float* padded, float* weights, int count, float* rows)
    {
        for (int y = 0; y < count; y++, padded += _rowStep, rows += Shape.OutWidth)
        {
            for (int x = 0; x < Shape.OutWidth; x += TileVectors * L.Count)
            {
                int vectors = Math.Min(TileVectors, (Shape.OutWidth - x + L.Count - 1) / L.Count);
                DirectTile4<L, V>.Multiply(vectors, _offsets, weights, padded + x, rows + x, RowFloats);
            }
        }
    }
}
