using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>One input channel a filter: each plane is padded into scratch and convolved a few rows at a time.</summary>
internal sealed unsafe class DepthwiseConvolution<L, V> : Convolution
    where L : struct, ILanes<V>
    where V : struct
{
    private const int ChunkFloats = 4096;

    private readonly AlignedBuffer _weights;
    private readonly Window _window;
    private readonly int[] _taps;
    private readonly int _rowStep;
    private readonly int _chunkRows;

    public DepthwiseConvolution(ConvolutionShape shape, LayerWeights weights, ConvolutionOptions options)
        : base(shape, weights, options)
    {
        _weights = AlignedBuffer.Of(weights.Weight);
        _window = WindowOf(shape);
        _taps = _window.Taps(L.Count);
        _rowStep = _window.RowStep(L.Count);
        _chunkRows = Math.Clamp(ChunkFloats / shape.OutWidth, 1, shape.OutHeight);
    }

    /// <summary>A convolution's window over one plane.</summary>
    internal static Window WindowOf(ConvolutionShape shape) => new(
        shape.Height, shape.Width, shape.OutHeight, shape.OutWidth, shape.KernelHeight, shape.KernelWidth,
        shape.StrideY, shape.StrideX, shape.PadY, shape.PadX, shape.DilationY, shape.DilationX);

    internal override int ScratchFloats(int parts) => _window.PaddedFloats(L.Count) + (_chunkRows * Shape.OutWidth) + L.Count;

    internal override void Compute(
        CpuWorker worker, ReadOnlySpan<Source> sources, float* target, in Epilogue epilogue, in InputTransform transform)
    {
        float* padded = worker.Scratch;
        float* chunk = padded + _window.PaddedFloats(L.Count);
        (int begin, int end) = worker.Share(Shape.Channels);
        for (int channel = begin; channel < end; channel++)
        {
            PhasePlane<L, V>.Fill(_window, Source.Channel(sources, channel, Shape.Plane), padded, 0f);
            for (int multiple = 0; multiple < Shape.GroupFilters; multiple++)
            {
                int filter = (channel * Shape.GroupFilters) + multiple;
                float* weights = _weights.Pointer + ((nint)filter * Shape.KernelArea);
                for (int y = 0; y < Shape.OutHeight; y += _chunkRows)
                {
                    int rows = Math.Min(_chunkRows, Shape.OutHeight - y);
                    Rows(padded + ((nint)y * _rowStep), weights, rows, chunk);
                    EpilogueWriter<L, V>.Write(
                        epilogue, chunk, 0, 1, filter, target, Shape.OutPlane, y * Shape.OutWidth, rows * Shape.OutWidth);
                }
            }
        }
    }

    // Rows are written densely: what a row's last vector writes too far, the next row overwrites.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rows(float* padded, float* weights, int rows, float* to)
    {
        if (_taps.Length == 9)
        {
            Rows3x3(padded, weights, rows, to);
            return;
        }

        for (int y = 0; y < rows; y++, padded += _rowStep, to += Shape.OutWidth)
        {
            for (int x = 0; x < Shape.OutWidth; x += L.Count)
            {
                V sum = L.Zero;
                for (int tap = 0; tap < _taps.Length; tap++)
                {
                    sum = L.Fma(L.Set(weights[tap]), L.Load(padded + _taps[tap] + x), sum);
                }

                L.Store(to + x, sum);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rows3x3(float* padded, float* weights, int rows, float* to)
    {
        V w0 = L.Set(weights[0]), w1 = L.Set(weights[1]), w2 = L.Set(weights[2]);
        V w3 = L.Set(weights[3]), w4 = L.Set(weights[4]), w5 = L.Set(weights[5]);
        V w6 = L.Set(weights[6]), w7 = L.Set(weights[7]), w8 = L.Set(weights[8]);
        int second = _taps[3];
        int third = _taps[6];
        int middle = _taps[1];
        int right = _taps[2];
        for (int y = 0; y < rows; y++, padded += _rowStep, to += Shape.OutWidth)
        {
            for (int x = 0; x < Shape.OutWidth; x += L.Count)
            {
                float* top = padded + x;
                float* centre = top + second;
                float* bottom = top + third;
                V a = L.Mul(w0, L.Load(top));
                V b = L.Mul(w3, L.Load(centre));
                V c = L.Mul(w6, L.Load(bottom));
                a = L.Fma(w1, L.Load(top + middle), a);
                b = L.Fma(w4, L.Load(centre + middle), b);
                c = L.Fma(w7, L.Load(bottom + middle), c);
                a = L.Fma(w2, L.Load(top + right), a);
                b = L.Fma(w5, L.Load(centre + right), b);
                c = L.Fma(w8, L.Load(bottom + right), c);
                L.Store(to + x, L.Add(L.Add(a, b), c));
            }
        }
    }
}
