using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>Transforms tiles of a block of the input, normed and activated before; outside the map the input is zero.</summary>
internal static unsafe partial class WinogradInput<L, V, W>
    where L : struct, ILanes<V>
    where V : struct
    where W : struct, IWinograd<L, V>
{
    // About as long as a line takes from the third-level cache.
    private const int TilesAhead = 2;

    /// <summary>Floats of scratch.</summary>
    public static int ScratchFloats => 2 * W.Points * W.Points * ChannelBlock.Lanes;

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
    public static void Transform(
        in ConvolutionShape shape, float* source, InputBlocks blocks, int index, Activation activation, int first, int count, float* to, nint apart, float* scratch)
    {
        if (Precompiled<L, V>.Is)
        {
            TransformAheadOfTime(shape, source, blocks, index, activation, first, count, to, apart, scratch);
        }
        else
        {
            TransformAtOnce(shape, source, blocks, index, activation, first, count, to, apart, scratch);
        }
    }

    // Rows of a tile are far apart: nothing but this brings them nearer before they are read (a layer of 128 channels at
    // 56x56: 7 % faster). The first pixels of each are the last of the tile's neighbour.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(in ConvolutionShape shape, float* block, int tile, int across)
    {
        const int Step = ChannelBlock.Lanes;
        (int top, int left) = Corner(shape, tile, across);
        float* row = block + ((((nint)top * shape.Width) + left) * Step);
        for (int y = 0; y < W.Points; y++, row += (nint)shape.Width * Step)
        {
            for (int x = W.Points - (W.Outputs * W.Stride); x < W.Points; x++)
            {
                CacheLine.Prefetch(row + (x * Step));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Top, int Left) Corner(in ConvolutionShape shape, int tile, int across) =>
        ((tile / across * W.Outputs * W.Stride) - shape.PadY, (tile % across * W.Outputs * W.Stride) - shape.PadX);

    /// <summary>Copies the part of a patch that lies on the map, rows and columns [begin, end) of it, and zeros elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cut(float* from, nint row, int beginY, int endY, int beginX, int endX, float* patch)
    {
        V zero = L.Set(0f);
        for (int i = 0; i < W.Points * W.Points * ChannelBlock.Lanes; i += L.Count)
        {
            L.Store(patch + i, zero);
        }

        beginX = Math.Max(beginX, 0);
        int floats = (Math.Min(endX, W.Points) - beginX) * ChannelBlock.Lanes;
        if (floats <= 0)
        {
            return;
        }

        for (int y = Math.Max(beginY, 0); y < Math.Min(endY, W.Points); y++)
        {
            float* cut = from + (y * row) + (beginX * ChannelBlock.Lanes);
            float* to = patch + (((y * W.Points) + beginX) * ChannelBlock.Lanes);
            for (int i = 0; i < floats; i += L.Count)
            {
                L.Store(to + i, L.Load(cut + i));
            }
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
