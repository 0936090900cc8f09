using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// Convolution as an implicit matrix product: the input of a few dozen pixels is packed into a panel that stays in cache,
/// and every block of filters is multiplied with it, accumulators in registers.
/// </summary>
internal sealed unsafe class DenseConvolution<L, V> : Convolution
    where L : struct, ILanes<V>
    where V : struct
{
    private const int TileVectors = 3;
    private const int PanelBytes = 384 * 1024;

    private readonly PackedWeights _weights;
    private readonly int _panels;
    private readonly int _vectors;
    private readonly int _chunk;

    public DenseConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        bool manyRegisters = L.Count == 16 || AdvSimd.IsSupported;
        _weights = new PackedWeights(
            weights.Weight, shape.Groups, shape.GroupFilters, shape.Depth, manyRegisters ? ProductTile8<L, V>.Rows : ProductTile4<L, V>.Rows);
        _vectors = (shape.OutPlane + L.Count - 1) / L.Count;
        _panels = (_vectors + TileVectors - 1) / TileVectors;
        int panelBytes = shape.Depth * TileVectors * L.Count * sizeof(float);
        _chunk = Math.Clamp(PanelBytes / panelBytes, 1, _panels);
    }

    private int PanelFloats => Shape.Depth * TileVectors * L.Count;

    private static int TileFloats => 8 * TileVectors * L.Count;

    internal override int ScratchFloats(int parts) => (_chunk * PanelFloats) + TileFloats;

    internal override void Compute(
        CpuWorker worker, ReadOnlySpan<Source> sources, float* target, in Epilogue epilogue, in InputTransform transform)
    {
        if (Shape.Groups >= 2 * worker.Parts)
        {
            (int begin, int end) = worker.Share(Shape.Groups);
            for (int group = begin; group < end; group++)
            {
                Group(worker, sources, target, epilogue, transform, group, (0, _panels), (0, _weights.Blocks));
            }

            return;
        }

        bool byPixels = _panels >= 2 * worker.Parts || _weights.Blocks < worker.Parts;
        for (int group = 0; group < Shape.Groups; group++)
        {
            if (byPixels)
            {
                Group(worker, sources, target, epilogue, transform, group, worker.Share(_panels), (0, _weights.Blocks));
            }
            else
            {
                Group(worker, sources, target, epilogue, transform, group, (0, _panels), worker.Share(_weights.Blocks));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Group(
        CpuWorker worker, ReadOnlySpan<Source> sources, float* target, in Epilogue epilogue, in InputTransform transform,
        int group, (int Begin, int End) panels, (int Begin, int End) blocks)
    {
        float* packed = worker.Scratch;
        float* tile = packed + ((nint)_chunk * PanelFloats);
        for (int first = panels.Begin; first < panels.End; first += _chunk)
        {
            int last = Math.Min(first + _chunk, panels.End);
            for (int panel = first; panel < last; panel++)
            {
                PackPanel(sources, group, panel, transform, packed + ((nint)(panel - first) * PanelFloats));
            }

            for (int block = blocks.Begin; block < blocks.End; block++)
            {
                float* weights = _weights.Block(group, block);
                int rows = _weights.RowsOf(block);
                int filter = (group * Shape.GroupFilters) + (block * _weights.TileRows);
                for (int panel = first; panel < last; panel++)
                {
                    (int pixel, int count, int vectors) = Pixels(panel);
                    float* values = packed + ((nint)(panel - first) * PanelFloats);
                    if (rows == ProductTile8<L, V>.Rows)
                    {
                        ProductTile8<L, V>.Multiply(vectors, Shape.Depth, weights, values, tile);
                    }
                    else
                    {
                        ProductTile4<L, V>.Multiply(vectors, Shape.Depth, weights, values, tile);
                    }

                    EpilogueWriter<L, V>.Write(
                        epilogue, tile, vectors * L.Count, _weights.FiltersOf(block), filter, target, Shape.OutPlane, pixel, count);
                }
            }
        }
    }

    /// <summary>Panels share the vectors of the map evenly, so that none is much narrower than the rest.</summary>
    private (int Pixel, int Count, int Vectors) Pixels(int panel)
    {
        int begin = (int)((long)_vectors * panel / _panels);
        int end = (int)((long)_vectors * (panel + 1) / _panels);
        int pixel = begin * L.Count;
        return (pixel, Math.Min(end * L.Count, Shape.OutPlane) - pixel, end - begin);
    }

    private void PackPanel(ReadOnlySpan<Source> sources, int group, int panel, in InputTransform transform, float* to)
    {
        (int pixel, int count, int vectors) = Pixels(panel);
        int row = vectors * L.Count;
        int begin = group * Shape.GroupChannels;
        int end = begin + Shape.GroupChannels;
        int first = 0;
        foreach (Source source in sources)
        {
            int from = Math.Max(begin, first);
            int until = Math.Min(end, first + source.Channels);
            if (from < until)
            {
                float* plane = source.View.Pointer + ((nint)(from - first) * Shape.Plane);
                PanelPacker<L, V>.Pack(Shape, plane, until - from, pixel, count, vectors, to);
                if (!transform.IsIdentity)
                {
                    PanelPacker<L, V>.Transform(transform, from, until - from, row, to);
                }

                to += (nint)(until - from) * Shape.KernelArea * row;
            }

            first += source.Channels;
        }
    }
}
