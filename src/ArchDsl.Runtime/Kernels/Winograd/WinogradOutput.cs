using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Winograd;

/// <summary>Transforms products back to tiles of the output and writes what of them lies on the map.</summary>
internal static unsafe partial class WinogradOutput<L, V, W>
    where L : struct, ILanes<V>
    where V : struct
    where W : struct, IWinograd<L, V>
{
    /// <summary>Floats of scratch.</summary>
    public static int ScratchFloats => W.Outputs * (W.Points + W.Outputs) * ChannelBlock.Lanes;

    // About as long as a line takes from memory.
    private const int TilesAhead = 3;

    /// <summary>Transforms consecutive tiles of one vector of slots.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="from">The first tile's product at point 0, bias included; tiles follow each other.</param>
    /// <param name="step">Floats from one point to the next.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">How many.</param>
    /// <param name="slot">The first slot.</param>
    /// <param name="target">The target's blocks.</param>
    /// <param name="epilogue">What is applied on the way.</param>
    /// <param name="scratch">Room for one tile, half and fully transformed.</param>
    public static void Transform(
        in ConvolutionShape shape, float* from, nint step, int first, int count, int slot, float* target, in Epilogue epilogue, float* scratch)
    {
        if (Precompiled<L, V>.Is)
        {
            TransformAheadOfTime(shape, from, step, first, count, slot, target, epilogue, scratch);
        }
        else
        {
            TransformAtOnce(shape, from, step, first, count, slot, target, epilogue, scratch);
        }
    }

    // Rows of a tile are far apart: nothing but this brings them nearer before they are written (VoVNet-39: 2 % faster).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* block, int tile, int across, int width)
    {
        float* row = block + ((((nint)(tile / across) * width) + (tile % across)) * W.Outputs * ChannelBlock.Lanes);
        for (int y = 0; y < W.Outputs; y++, row += (nint)width * ChannelBlock.Lanes)
        {
            for (int x = 0; x < W.Outputs; x++)
            {
                CacheLine.Prefetch(row + (x * ChannelBlock.Lanes));
            }
        }
    }
}
