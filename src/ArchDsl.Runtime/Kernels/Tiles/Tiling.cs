using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>Runs of any number of pixels as tiles of nearly one size.</summary>
internal static unsafe class Tiling<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Floats of one vector of slots over the pixels of the largest tile.</summary>
    public const int VectorFloats = MostPixels * ChannelBlock.Lanes;

    /// <summary>Pixels of the largest tile there is.</summary>
    private const int MostPixels = 14;

    /// <summary>The largest tile whose accumulators fit the registers, beside two weights and one input.</summary>
    public static int Pixels(int vectors) => Registers.Many<L, V>() ? MostPixels : vectors == 2 ? 6 : 12;

    /// <summary>Computes a tile, or several of one size side by side.</summary>
    public static void Run(int pixels, int vectors, bool planar, in TileRun run)
    {
        if (planar)
        {
            Run<N1>(pixels, vectors, run);
        }
        else
        {
            Run<N16>(pixels, vectors, run);
        }
    }

    private static void Run<T>(int pixels, int vectors, in TileRun run)
        where T : struct, IConstant
    {
        if (vectors == 1)
        {
            Run<N1, T>(pixels, run);
        }
        else
        {
            Run<N2, T>(pixels, run);
        }
    }

    private static void Run<S, T>(int pixels, in TileRun run)
        where S : struct, IConstant
        where T : struct, IConstant
    {
        switch (pixels)
        {
            case 1: Tile<L, V>.Run<N1, S, T>(run); break;
            case 2: Tile<L, V>.Run<N2, S, T>(run); break;
            case 3: Tile<L, V>.Run<N3, S, T>(run); break;
            case 4: Tile<L, V>.Run<N4, S, T>(run); break;
            case 5: Tile<L, V>.Run<N5, S, T>(run); break;
            case 6: Tile<L, V>.Run<N6, S, T>(run); break;
            case 7: Tile<L, V>.Run<N7, S, T>(run); break;
            case 8: Tile<L, V>.Run<N8, S, T>(run); break;
            case 9: Tile<L, V>.Run<N9, S, T>(run); break;
            case 10: Tile<L, V>.Run<N10, S, T>(run); break;
            case 11: Tile<L, V>.Run<N11, S, T>(run); break;
            case 12: Tile<L, V>.Run<N12, S, T>(run); break;
            case 13: Tile<L, V>.Run<N13, S, T>(run); break;
            default: Tile<L, V>.Run<N14, S, T>(run); break;
        }
    }
}
