using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// How a group of threads divides a tile of a matrix product: every thread writes some fours of filters of some pixels;
/// slices of the group share the depth and are added up at the end.
/// </summary>
/// <param name="QuadsOfThread">Fours of filters a thread.</param>
/// <param name="PixelsOfThread">Pixels a thread.</param>
/// <param name="Columns">Threads side by side along the pixels.</param>
/// <param name="Rows">Threads side by side along the filters.</param>
/// <param name="Slices">Parts of the group, each with every so many-th step of the depth.</param>
internal sealed record ProductTile(int QuadsOfThread, int PixelsOfThread, int Columns, int Rows, int Slices = 1)
{
    // Fours of channels a step takes, and one more so that neighbouring pixels are in different banks.
    public const int PixelRow = 5;

    /// <summary>64 filters × 128 pixels: a map with many pixels.</summary>
    public static readonly ProductTile Large = new(2, 8, 16, 8);

    /// <summary>32 filters × 128 pixels.</summary>
    public static readonly ProductTile Narrow = new(2, 8, 16, 4);

    /// <summary>16 filters × 128 pixels.</summary>
    public static readonly ProductTile Thin = new(1, 8, 16, 4);

    /// <summary>32 filters × 32 pixels, the depth in four: a map with few pixels.</summary>
    public static readonly ProductTile Small = new(1, 4, 8, 8, 4);

    /// <summary>The same on tensor cores: 64 filters × 128 pixels.</summary>
    public static readonly ProductTile LargeTensor = new(2, 8, 16, 8) { Warps = new WarpTiles(2, 2, 4, 4) };

    /// <summary>32 filters × 128 pixels on tensor cores.</summary>
    public static readonly ProductTile NarrowTensor = new(1, 8, 16, 8) { Warps = new WarpTiles(4, 1, 2, 4) };

    /// <summary>32 filters × 32 pixels on tensor cores, the depth in four.</summary>
    public static readonly ProductTile SmallTensor = new(2, 4, 8, 4, 4) { Warps = new WarpTiles(1, 1, 2, 4) };

    /// <summary>How warps divide a slice's tile where tensor cores multiply; null where threads do.</summary>
    public WarpTiles? Warps { get; init; }

    /// <summary>Filters and pixels, as kernels are named.</summary>
    public string Name => $"{N(Quads * 4)}x{N(Pixels)}";

    public int Quads => QuadsOfThread * Rows;

    public int Pixels => PixelsOfThread * Columns;

    /// <summary>Threads of one slice.</summary>
    public int SliceThreads => Columns * Rows;

    public int Threads => SliceThreads * Slices;

    /// <summary>Fours from one row of filters to the next in shared memory; fragments of warps need rows in different banks.</summary>
    public int FilterRow => Warps is null ? Quads : Quads + 2;

    /// <summary>Fours of weights that a thread fetches a step: 16 rows of all filters.</summary>
    public int FilterFetches => 16 * Quads / SliceThreads;

    /// <summary>Fours of channels that a thread fetches a step: 4 of every pixel.</summary>
    public int PixelFetches => 4 * Pixels / SliceThreads;

    /// <summary>Shared fours of the filters of one step of one slice.</summary>
    public int FilterQuads => 16 * FilterRow;

    /// <summary>Shared fours of one step of one slice.</summary>
    public int StepQuads => FilterQuads + (PixelRow * Pixels);

    /// <summary>Shared fours through which one slice hands over its results.</summary>
    public int ResultQuads => Warps is null ? Quads * Pixels : FilterRow * Pixels;

    /// <summary>Shared fours through which all slices do that have to.</summary>
    public int ExchangeQuads => Warps is null ? (Slices - 1) * ResultQuads : Slices * ResultQuads;

    /// <summary>The variable that holds a thread's sums of a four of filters and a pixel.</summary>
    public static string Sum(int quad, int pixel) => "sum" + N(quad) + N(pixel);

    public IEnumerable<string> Sums() =>
        from q in Enumerable.Range(0, QuadsOfThread) from p in Enumerable.Range(0, PixelsOfThread) select Sum(q, p);

    /// <summary>The tiles for so many fours of filters, that for many pixels first.</summary>
    public static IReadOnlyList<ProductTile> For(int quads) => quads > 8 ? [Large, Small] : quads > 4 ? [Narrow, Small] : [Thin, Small];

    /// <summary>The same on tensor cores.</summary>
    public static IReadOnlyList<ProductTile> TensorFor(int quads) => quads > 8 ? [LargeTensor, SmallTensor] : [NarrowTensor, SmallTensor];
}

/// <summary>How the warps of a slice divide its tile, and each its part into fragments of 16 pixels × 8 filters.</summary>
/// <param name="AlongPixels">Warps side by side along the pixels.</param>
/// <param name="AlongFilters">Warps side by side along the filters.</param>
/// <param name="PixelFragments">Fragments of a warp along the pixels.</param>
/// <param name="FilterFragments">Fragments of a warp along the filters.</param>
internal sealed record WarpTiles(int AlongPixels, int AlongFilters, int PixelFragments, int FilterFragments)
{
    public int Pixels => 16 * PixelFragments;

    public int Filters => 8 * FilterFragments;
}
