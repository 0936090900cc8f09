using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>Transforms tiles of a block of the input, normed and activated before; outside the map the input is zero.</summary>
internal static unsafe class WinogradInput<L, V, W>
    where L : struct, ILanes<V>
    where V : struct
    where W : struct, IWinograd<L, V>
{
    /// <summary>Floats of scratch.</summary>
    public const int ScratchFloats = 2 * 6 * 6 * ChannelBlock.Lanes;

    /// <summary>Transforms consecutive tiles.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="source">The input.</param>
    /// <param name="blocks">The input's blocks.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="activation">Applied to the input behind the blocks' scale and shift.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Where the first tile's point 0 goes; tiles follow each other.</param>
    /// <param name="apart">Floats from one point to the next.</param>
    /// <param name="scratch">Room for two tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform(
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
            int top = (tile / across * W.Outputs) - shape.PadY;
            int left = (tile % across * W.Outputs) - shape.PadX;
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

    /// <summary>Copies the part of a patch that lies on the map, rows and columns [begin, end) of it, and zeros elsewhere.</summary>
    private static void Cut(float* from, nint row, int beginY, int endY, int beginX, int endX, float* patch)
    {
        new Span<float>(patch, W.Points * W.Points * ChannelBlock.Lanes).Clear();
        beginX = Math.Max(beginX, 0);
        int floats = (Math.Min(endX, W.Points) - beginX) * ChannelBlock.Lanes;
        if (floats <= 0)
        {
            return;
        }

        for (int y = Math.Max(beginY, 0); y < Math.Min(endY, W.Points); y++)
        {
            nint at = ((nint)y * W.Points) + beginX;
            new Span<float>(from + (y * row) + (beginX * ChannelBlock.Lanes), floats)
                .CopyTo(new Span<float>(patch + (at * ChannelBlock.Lanes), floats));
        }
    }

    /// <summary>Norms and activates the part of a patch that lies on the map; what pads it stays zero.</summary>
    private static void Norm(
        InputBlocks blocks, int index, Activation activation, bool inside, int beginY, int endY, int beginX, int endX, float* patch)
    {
        if (inside)
        {
            InputTransform<L, V>.Apply(activation, blocks, index, patch, W.Points * W.Points);
            return;
        }

        beginX = Math.Max(beginX, 0);
        int pixels = Math.Min(endX, W.Points) - beginX;
        for (int y = Math.Max(beginY, 0); y < Math.Min(endY, W.Points) && pixels > 0; y++)
        {
            InputTransform<L, V>.Apply(activation, blocks, index, patch + ((((nint)y * W.Points) + beginX) * ChannelBlock.Lanes), pixels);
        }
    }
}
