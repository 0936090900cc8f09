using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One input channel a filter: each plane is padded into scratch and convolved row by row.</summary>
internal sealed unsafe class DepthwiseConvolution<L, V> : Convolution
    where L : struct, ILanes<V>
    where V : struct
{
    private readonly AlignedBuffer _weights;
    private readonly Window _window;

    public DepthwiseConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _weights = AlignedBuffer.Of(weights.Weight);
        _window = new Window(
            shape.Height, shape.Width, shape.OutHeight, shape.OutWidth, shape.KernelHeight, shape.KernelWidth,
            shape.StrideY, shape.StrideX, shape.PadY, shape.PadX, shape.DilationY, shape.DilationX);
    }

    private int RowFloats => (Shape.OutWidth + L.Count - 1) / L.Count * L.Count;

    internal override int ScratchFloats(int parts) => _window.PaddedFloats(L.Count) + RowFloats;

    internal override void Compute(
        CpuWorker worker, ReadOnlySpan<Source> sources, float* target, in Epilogue epilogue, in InputTransform transform)
    {
        float* padded = worker.Scratch;
        float* row = padded + _window.PaddedFloats(L.Count);
        (int begin, int end) = worker.Share(Shape.Channels);
        for (int channel = begin; channel < end; channel++)
        {
            PhasePlane<L, V>.Fill(_window, Source.Channel(sources, channel, Shape.Plane), padded, 0f);
            for (int multiple = 0; multiple < Shape.GroupFilters; multiple++)
            {
                int filter = (channel * Shape.GroupFilters) + multiple;
                float* weights = _weights.Pointer + ((nint)filter * Shape.KernelArea);
                for (int y = 0; y < Shape.OutHeight; y++)
                {
                    Row(padded, weights, y, row);
                    EpilogueWriter<L, V>.Write(
                        epilogue, row, RowFloats, 1, filter, target, Shape.OutPlane, y * Shape.OutWidth, Shape.OutWidth);
                }
            }
        }
    }

    private void Row(float* padded, float* weights, int y, float* row)
    {
        for (int x = 0; x < Shape.OutWidth; x += L.Count)
        {
            V sum = L.Zero;
            for (int ky = 0; ky < Shape.KernelHeight; ky++)
            {
                for (int kx = 0; kx < Shape.KernelWidth; kx++)
                {
                    float* at = PhasePlane<L, V>.At(_window, padded, y, ky, kx);
                    sum = L.Fma(L.Set(weights[(ky * Shape.KernelWidth) + kx]), L.Load(at + x), sum);
                }
            }

            L.Store(row + x, sum);
        }
    }
}
