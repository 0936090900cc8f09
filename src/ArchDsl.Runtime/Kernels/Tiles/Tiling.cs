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

    /// <summary>The same where products come in threes: beside three weights, the lanes to read and one input.</summary>
    public static int PixelsOfThreeTaps() => Registers.Many<L, V>() ? MostPixels : 10;

    /// <summary>Computes a tile, or several of one size side by side.</summary>
    public static void Run(int pixels, int vectors, Reading reading, in TileRun run)
    {
        if (run.IsThreeTaps)
        {
            if (reading == Reading.Lanes)
            {
                ThreeTaps<LaneReading<L, V>>(pixels, run);
            }
            else
            {
                ThreeTaps<BlockReading<L, V>>(pixels, run);
            }

            return;
        }

        switch (reading)
        {
            case Reading.Planes: Run<PlaneReading<L, V>>(pixels, vectors, run); break;
            case Reading.Blocks: Run<BlockReading<L, V>>(pixels, vectors, run); break;
            default: Run<LaneReading<L, V>>(pixels, vectors, run); break;
        }
    }

    private static void ThreeTaps<R>(int pixels, in TileRun run)
        where R : struct, IReading<L, V>
    {
        switch (pixels)
        {
            case 1: ThreeTapTile<L, V>.Run<N1, R>(run); break;
            case 2: ThreeTapTile<L, V>.Run<N2, R>(run); break;
            case 3: ThreeTapTile<L, V>.Run<N3, R>(run); break;
            case 4: ThreeTapTile<L, V>.Run<N4, R>(run); break;
            case 5: ThreeTapTile<L, V>.Run<N5, R>(run); break;
            case 6: ThreeTapTile<L, V>.Run<N6, R>(run); break;
            case 7: ThreeTapTile<L, V>.Run<N7, R>(run); break;
            case 8: ThreeTapTile<L, V>.Run<N8, R>(run); break;
            case 9: ThreeTapTile<L, V>.Run<N9, R>(run); break;
            case 10: ThreeTapTile<L, V>.Run<N10, R>(run); break;
            case 11: ThreeTapTile<L, V>.Run<N11, R>(run); break;
            case 12: ThreeTapTile<L, V>.Run<N12, R>(run); break;
            case 13: ThreeTapTile<L, V>.Run<N13, R>(run); break;
            default: ThreeTapTile<L, V>.Run<N14, R>(run); break;
        }
    }

    private static void Run<R>(int pixels, int vectors, in TileRun run)
        where R : struct, IReading<L, V>
    {
        if (vectors == 1)
        {
            Run<N1, R>(pixels, run);
        }
        else
        {
            Run<N2, R>(pixels, run);
        }
    }

    private static void Run<S, R>(int pixels, in TileRun run)
        where S : struct, IConstant
        where R : struct, IReading<L, V>
    {
        switch (pixels)
        {
            case 1: Tile<L, V>.Run<N1, S, R>(run); break;
            case 2: Tile<L, V>.Run<N2, S, R>(run); break;
            case 3: Tile<L, V>.Run<N3, S, R>(run); break;
            case 4: Tile<L, V>.Run<N4, S, R>(run); break;
            case 5: Tile<L, V>.Run<N5, S, R>(run); break;
            case 6: Tile<L, V>.Run<N6, S, R>(run); break;
            case 7: Tile<L, V>.Run<N7, S, R>(run); break;
            case 8: Tile<L, V>.Run<N8, S, R>(run); break;
            case 9: Tile<L, V>.Run<N9, S, R>(run); break;
            case 10: Tile<L, V>.Run<N10, S, R>(run); break;
            case 11: Tile<L, V>.Run<N11, S, R>(run); break;
            case 12: Tile<L, V>.Run<N12, S, R>(run); break;
            case 13: Tile<L, V>.Run<N13, S, R>(run); break;
            default: Tile<L, V>.Run<N14, S, R>(run); break;
        }
    }
}
