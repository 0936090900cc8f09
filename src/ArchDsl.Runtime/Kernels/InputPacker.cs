using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Copies rows of a convolution's input into a <see cref="PackedWindow"/>, transformed on the way.</summary>
internal sealed unsafe class InputPacker<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private readonly ConvolutionShape _shape;
    private readonly InputBlocks _blocks;
    private readonly PackedWindow _window;
    private readonly Activation _activation;

    public InputPacker(ConvolutionShape shape, InputBlocks blocks, PackedWindow window, Activation activation)
    {
        _shape = shape;
        _blocks = blocks;
        _window = window;
        _activation = activation;
    }

    /// <summary>Packs what <paramref name="rows"/> output rows from <paramref name="y"/> on need of one block.</summary>
    /// <param name="source">The convolution's source.</param>
    /// <param name="block">Which block.</param>
    /// <param name="y">The first output row.</param>
    /// <param name="rows">How many, at most the window's.</param>
    /// <param name="packed">Where the block is packed to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(float* source, int block, int y, int rows, float* packed)
    {
        int unit = _blocks.Unit;
        float* from = source + _blocks.Start(block);
        float* phase = packed;
        foreach (int rowPhase in _window.RowPhases)
        {
            float* row = phase;
            for (int r = 0; r < rows + _window.RowReach; r++, row += _window.RowFloats)
            {
                int inY = ((y + r) * _shape.StrideY) + rowPhase - _shape.PadY;
                if ((uint)inY < (uint)_shape.Height)
                {
                    Row(from + ((nint)inY * _shape.Width * unit), block, row);
                }
                else
                {
                    new Span<float>(row, _window.RowFloats).Clear();
                }
            }

            phase += (nint)(_window.Rows + _window.RowReach) * _window.RowFloats;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row(float* from, int block, float* to)
    {
        int unit = _blocks.Unit;
        int stride = _shape.StrideX;
        foreach (int phase in _window.ColumnPhases)
        {
            // Pixel x of the phase is input column x * stride + first.
            int first = phase - _shape.PadX;
            int begin = Math.Min(_window.PhaseWidth, first >= 0 ? 0 : (-first + stride - 1) / stride);
            int end = first >= _shape.Width ? begin : Math.Clamp(((_shape.Width - 1 - first) / stride) + 1, begin, _window.PhaseWidth);
            new Span<float>(to, begin * unit).Clear();
            if (end > begin)
            {
                float* column = from + ((nint)((begin * stride) + first) * unit);
                float* pixels = to + ((nint)begin * unit);
                if (unit == 1)
                {
                    RowCopy<L, V>.Copy(column, stride, pixels, end - begin);
                }
                else
                {
                    Blocks(column, stride, pixels, end - begin);
                }

                Transform(block, pixels, end - begin);
            }

            new Span<float>(to + ((nint)end * unit), (_window.PhaseWidth - end) * unit).Clear();
            to += (nint)_window.PhaseWidth * unit;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks(float* from, int stride, float* to, int count)
    {
        if (stride == 1)
        {
            new Span<float>(from, count * ChannelBlock.Lanes).CopyTo(new Span<float>(to, count * ChannelBlock.Lanes));
            return;
        }

        for (; count > 0; count--, from += stride * ChannelBlock.Lanes, to += ChannelBlock.Lanes)
        {
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                L.Store(to + lane, L.Load(from + lane));
            }
        }
    }

    private void Transform(int block, float* pixels, int count)
    {
        if (_blocks.Scale == null && _activation.Kind == ActivationKind.None)
        {
            return;
        }

        InputTransform<L, V>.Apply(_activation, _blocks, block, pixels, count);
    }
}
