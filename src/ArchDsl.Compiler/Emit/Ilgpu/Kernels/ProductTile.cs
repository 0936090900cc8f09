namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// How a group of threads divides a tile of a matrix product: every thread accumulates some fours of filters for some
/// pixels in registers; slices of the group share the depth and are added up at the end.
/// </summary>
/// <param name="QuadsOfThread">Fours of filters a thread.</param>
/// <param name="PixelsOfThread">Pixels a thread.</param>
/// <param name="Columns">Threads side by side along the pixels.</param>
/// <param name="Rows">Threads side by side along the filters.</param>
/// <param name="Slices">Parts of the group, each with every so many-th step of the depth.</param>
internal sealed record ProductTile(int QuadsOfThread, int PixelsOfThread, int Columns, int Rows, int Slices = 1)
{
    // Fours of channels a step takes, and one more so that neighbouring pixels are in different banks.
    public const int RowQuads = 5;

    /// <summary>64 filters × 128 pixels: a map with many pixels.</summary>
    public static readonly ProductTile Large = new(2, 8, 16, 8);

    /// <summary>32 filters × 128 pixels.</summary>
    public static readonly ProductTile Narrow = new(2, 8, 16, 4);

    /// <summary>16 filters × 128 pixels.</summary>
    public static readonly ProductTile Thin = new(1, 8, 16, 4);

    /// <summary>32 filters × 32 pixels, the depth in four: a map with few pixels.</summary>
    public static readonly ProductTile Small = new(1, 4, 8, 8, 4);

    public int Quads => QuadsOfThread * Rows;

    public int Pixels => PixelsOfThread * Columns;

    /// <summary>Threads of one slice.</summary>
    public int SliceThreads => Columns * Rows;

    public int Threads => SliceThreads * Slices;

    /// <summary>Fours of weights that a thread fetches a step: 16 rows of all filters.</summary>
    public int FilterFetches => 16 * Quads / SliceThreads;

    /// <summary>Fours of channels that a thread fetches a step: 4 of every pixel.</summary>
    public int PixelFetches => 4 * Pixels / SliceThreads;

    /// <summary>Shared fours of one step of one slice.</summary>
    public int StepQuads => (16 * Quads) + (RowQuads * Pixels);

    /// <summary>The tiles for so many fours of filters, that for many pixels first.</summary>
    public static IReadOnlyList<ProductTile> For(int quads) => quads > 8 ? [Large, Small] : quads > 4 ? [Narrow, Small] : [Thin, Small];
}
