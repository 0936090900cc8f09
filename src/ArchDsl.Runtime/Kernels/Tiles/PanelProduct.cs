using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels.Tiles;

/// <summary>Where the products of panels with pixels go.</summary>
internal unsafe struct ProductTarget
{
    /// <summary>The tensor's blocks.</summary>
    public float* Target;

    /// <summary>Floats of one block.</summary>
    public nint BlockFloats;

    /// <summary>What is applied on the way.</summary>
    public Epilogue Epilogue;

    /// <summary>Room for one tile of two vectors, for what the registers alone cannot do.</summary>
    public float* Tile;
}

/// <summary>Some rows of pixels: side by side within a row, in source and target.</summary>
/// <param name="Pixel">The first pixel of the target.</param>
/// <param name="Count">How many pixels a row has.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="SourceRow">Floats from a row of the source to the next.</param>
/// <param name="TargetRow">Pixels from a row of the target to the next.</param>
internal readonly record struct PixelRows(int Pixel, int Count, int Rows = 1, int SourceRow = 0, int TargetRow = 0);

/// <summary>One panel by some rows of pixels.</summary>
internal static unsafe class PanelProduct<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Floats that <see cref="ProductTarget.Tile"/> needs.</summary>
    public const int TileFloats = 2 * Tiling<L, V>.VectorFloats;

    /// <summary>Multiplies and writes.</summary>
    /// <param name="to">Where the result goes.</param>
    /// <param name="panel">The slots.</param>
    /// <param name="run">Source (of the first pixel), offsets, depth, weights and what follows them; the rest is filled in.</param>
    /// <param name="reading">How the source is read.</param>
    /// <param name="pixels">The pixels.</param>
    public static void Run(in ProductTarget to, in FilterPanel panel, ref TileRun run, Reading reading, in PixelRows pixels)
    {
        nint place = (panel.Slot / ChannelBlock.Lanes * to.BlockFloats) + (panel.Slot % ChannelBlock.Lanes)
            + ((nint)pixels.Pixel * ChannelBlock.Lanes);
        int step = reading == Reading.Planes ? 1 : ChannelBlock.Lanes;
        bool inRegisters = to.Epilogue.IsPiecewise && to.Epilogue.IsPlain;
        float* source = run.Source;
        run.Bias = to.Epilogue.Bias + panel.Slot;
        run.Floor = inRegisters ? to.Epilogue.Floor : float.NegativeInfinity;
        run.Ceiling = inRegisters ? to.Epilogue.Ceiling : float.PositiveInfinity;
        run.Slope = inRegisters ? to.Epilogue.Slope : 1f;
        run.ResidualSecond = L.Count == ChannelBlock.Lanes ? to.BlockFloats : L.Count;

        // Tiles differ by one pixel at most; the larger ones come first.
        int most = run.IsThreeTaps ? Tiling<L, V>.PixelsOfThreeTaps() : Tiling<L, V>.Pixels(panel.Vectors);
        int tiles = (pixels.Count + most - 1) / most;
        int small = pixels.Count / tiles;
        int large = pixels.Count - (small * tiles);
        int done = 0;
        int all = tiles * pixels.Rows;
        run.AheadStep = (run.WeightStep + all - 1) / all;
        float* ahead = run.Ahead;
        for (int tile = 0; tile < tiles;)
        {
            int width = tile < large ? small + 1 : small;
            int beside = pixels.Rows > 1 ? 1 : (tile < large ? large : tiles) - tile;
            run.Source = source + (done * step);
            run.Ahead = ahead;
            run.Tiles = pixels.Rows * beside;
            run.SourceStep = pixels.Rows > 1 ? pixels.SourceRow : width * step;
            run.SourceAhead = run.IsSourceFar ? run.SourceStep : 0;
            run.TargetStep = (pixels.Rows > 1 ? pixels.TargetRow : width) * ChannelBlock.Lanes;
            if (inRegisters)
            {
                InRegisters(to, panel, ref run, reading, place + ((nint)done * ChannelBlock.Lanes), width);
            }
            else
            {
                OneByOne(to, panel, ref run, reading, place + ((nint)done * ChannelBlock.Lanes), width);
            }

            ahead += run.AheadStep * run.Depth * pixels.Rows * beside;
            tile += beside;
            done += beside * width;
        }
    }

    private static void InRegisters(in ProductTarget to, in FilterPanel panel, ref TileRun run, Reading reading, nint place, int width)
    {
        run.Target = to.Target + place;
        run.Residual = to.Epilogue.Residual == null ? null : to.Epilogue.Residual + place;
        run.Second = run.ResidualSecond;
        Tiling<L, V>.Run(width, panel.Vectors, reading, run);
        for (int v = 0; v < panel.Vectors && to.Epilogue.Squeeze != null; v++)
        {
            Squeezing<L, V>.Add(run.Target + (v * run.Second), width, run.Tiles, run.TargetStep, to.Epilogue.Squeeze + panel.Slot + (v * L.Count));
        }
    }

    // What is added before the activation the registers start from; the rest is done while a tile is in the first-level cache.
    private static void OneByOne(in ProductTarget to, in FilterPanel panel, ref TileRun run, Reading reading, nint place, int width)
    {
        float* residual = to.Epilogue.Residual;
        bool last = residual != null && !to.Epilogue.IsPlain;
        run.Target = to.Tile;
        run.Second = Tiling<L, V>.VectorFloats;
        int tiles = run.Tiles;
        run.Tiles = 1;
        for (int tile = 0; tile < tiles; tile++)
        {
            run.Residual = residual == null || last ? null : residual + place;
            Tiling<L, V>.Run(width, panel.Vectors, reading, run);
            for (int v = 0; v < panel.Vectors; v++)
            {
                nint at = place + (v * run.ResidualSecond);
                EpilogueWriter<L, V>.Write(
                    to.Epilogue, to.Tile + (v * Tiling<L, V>.VectorFloats), to.Target + at, last ? residual + at : null,
                    panel.Slot + (v * L.Count), width);
            }

            run.Source += run.SourceStep;
            run.Ahead += run.AheadStep * run.Depth;
            place += run.TargetStep;
        }
    }
}
