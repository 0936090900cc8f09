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

/// <summary>One panel by a run of pixels that lie side by side in source and target.</summary>
internal static unsafe class PanelProduct<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Floats that <see cref="ProductTarget.Tile"/> needs.</summary>
    public const int TileFloats = 2 * Tiling<L, V>.VectorFloats;

    /// <summary>Computes a run.</summary>
    /// <param name="to">Where the result goes.</param>
    /// <param name="panel">The slots.</param>
    /// <param name="run">Source (of the first pixel), offsets, depth and weights; the rest is filled in.</param>
    /// <param name="planar">Whether source pixels are neighbours instead of a block's lanes apart.</param>
    /// <param name="pixel">The first pixel of the target.</param>
    /// <param name="count">How many pixels.</param>
    public static void Run(in ProductTarget to, in FilterPanel panel, ref TileRun run, bool planar, int pixel, int count)
    {
        nint place = (panel.Slot / ChannelBlock.Lanes * to.BlockFloats) + (panel.Slot % ChannelBlock.Lanes) + ((nint)pixel * ChannelBlock.Lanes);
        nint second = L.Count == ChannelBlock.Lanes ? to.BlockFloats : L.Count;
        bool before = to.Epilogue.Residual != null && !to.Epilogue.ResidualLast;
        bool last = to.Epilogue.Residual != null && to.Epilogue.ResidualLast;
        bool inRegisters = to.Epilogue.IsClamp && to.Epilogue.Squeeze == null && !last;
        float* source = run.Source;
        run.ResidualSecond = second;
        run.Bias = to.Epilogue.Bias + panel.Slot;
        run.Floor = inRegisters ? to.Epilogue.Floor : float.NegativeInfinity;
        run.Ceiling = inRegisters ? to.Epilogue.Ceiling : float.PositiveInfinity;

        // Tiles differ by one pixel at most; the larger ones come first.
        int most = Tiling<L, V>.Pixels(panel.Vectors);
        int tiles = (count + most - 1) / most;
        int small = count / tiles;
        int large = count - (small * tiles);
        int done = 0;
        for (int tile = 0; tile < tiles;)
        {
            int pixels = tile < large ? small + 1 : small;
            int together = inRegisters ? (tile < large ? large : tiles) - tile : 1;
            nint offset = place + ((nint)done * ChannelBlock.Lanes);
            run.Tiles = together;
            run.Source = source + (done * (planar ? 1 : ChannelBlock.Lanes));
            run.Residual = before ? to.Epilogue.Residual + offset : null;
            if (inRegisters)
            {
                run.Target = to.Target + offset;
                run.Second = second;
                Tiling<L, V>.Run(pixels, panel.Vectors, planar, run);
            }
            else
            {
                run.Target = to.Tile;
                run.Second = Tiling<L, V>.VectorFloats;
                Tiling<L, V>.Run(pixels, panel.Vectors, planar, run);
                for (int v = 0; v < panel.Vectors; v++)
                {
                    nint at = offset + (v * second);
                    EpilogueWriter<L, V>.Write(
                        to.Epilogue, to.Tile + (v * Tiling<L, V>.VectorFloats), to.Target + at, last ? to.Epilogue.Residual + at : null,
                        panel.Slot + (v * L.Count), pixels);
                }
            }

            tile += together;
            done += together * pixels;
        }
    }
}
