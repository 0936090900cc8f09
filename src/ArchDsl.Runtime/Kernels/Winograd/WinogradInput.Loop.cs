using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

internal static unsafe partial class WinogradInput<L, V, W>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void TransformAheadOfTime(
        in ConvolutionShape shape, float* source, InputBlocks blocks, int index, Activation activation, int first, int count, float* to, nint apart, float* scratch)
    {
        float* block = source + blocks.Start(index);
        bool transforms = blocks.Scale != null || activation.Kind != ActivationKind.None;
        int across = (shape.OutWidth + W.Outputs - 1) / W.Outputs;
        int width = shape.Width;
        int height = shape.Height;
        nint row = (nint)width * ChannelBlock.Lanes;
        float* patch = scratch + (W.Points * W.Points * ChannelBlock.Lanes);
        for (int tile = first; tile < first + count; tile++, to += ChannelBlock.Lanes)
        {
            Fetch(shape, block, tile + TilesAhead, across);
            (int top, int left) = Corner(shape, tile, across);
            float* from = block + (((nint)top * width) + left) * ChannelBlock.Lanes;
            nint step = row;
            bool inside = top >= 0 && left >= 0 && top + W.Points <= height && left + W.Points <= width;
            if (!inside || transforms)
            {
                Cut(from, row, -top, height - top, -left, width - left, patch);
                if (transforms)
                {
                    Norm(blocks, index, activation, inside, -top, height - top, -left, width - left, patch);
                }

                from = patch;
                step = W.Points * ChannelBlock.Lanes;
            }

            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                for (int y = 0; y < W.Points; y++)
                {
                    W.Input(from + lane + (y * step), ChannelBlock.Lanes, scratch + (y * W.Points * L.Count), L.Count);
                }

                for (int x = 0; x < W.Points; x++)
                {
                    W.Input(scratch + (x * L.Count), W.Points * L.Count, to + lane + (x * apart), W.Points * apart);
                }
            }
        }
    }
}
