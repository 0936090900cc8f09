using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>Copies rows of a convolution's input into a <see cref="PackedWindow"/>, transformed on the way.</summary>
internal sealed unsafe partial class InputPacker<L, V>
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

    private void Row(float* from, int block, float* to)
    {
        if (Precompiled<L, V>.Is)
        {
            RowAheadOfTime(from, block, to);
        }
        else
        {
            RowAtOnce(from, block, to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
