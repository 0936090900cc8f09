using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Kernels.Windows;

/// <summary>
/// A window sliding over the blocks of a map: where its taps are, which of them are inside for every row and tile of
/// outputs, and how wide tiles are. The output can reach beyond the input by any amount (pads, ceil-mode pooling).
/// </summary>
internal sealed unsafe class WindowGeometry
{
    /// <summary>The most outputs a tile has.</summary>
    public const int WidestTile = 8;

    // Bits of a mask that a comparison with all of them leaves.
    private const int MostColumns = 30;

    private readonly RowPlace[] _rows;
    private readonly AlignedBuffer _taps;
    private readonly AlignedBuffer _masks;
    private readonly AlignedBuffer _columns;

    public WindowGeometry(Window window)
    {
        _rows = Arrays.Of(window.OutHeight, y => Place(window, y));
        RowStep = window.DilationY * window.Width * ChannelBlock.Lanes;
        StrideX = window.StrideX;
        StrideY = window.StrideY;
        PadY = window.PadY;
        Height = window.Height;
        Width = window.Width;
        Reach = ((window.KernelHeight - 1) * window.DilationY) + 1;
        OutHeight = window.OutHeight;
        OutWidth = window.OutWidth;
        StepX = window.StrideX * ChannelBlock.Lanes;

        // The fewest tiles, and those as narrow as covers the row: outputs beyond its end are wasted work.
        Tiles = (OutWidth + WidestTile - 1) / WidestTile;
        TileWidth = (OutWidth + Tiles - 1) / Tiles;
        int area = window.KernelHeight * window.KernelWidth;
        var taps = new int[area];
        var masks = new int[Tiles * area];
        for (int tap = 0; tap < area; tap++)
        {
            int column = tap % window.KernelWidth * window.DilationX;
            taps[tap] = ((tap / window.KernelWidth * window.DilationY * window.Width) + column) * ChannelBlock.Lanes;
            for (int x = 0; x < OutWidth; x++)
            {
                bool inside = (uint)((x * window.StrideX) - window.PadX + column) < (uint)window.Width;
                masks[(x / TileWidth * area) + tap] |= inside ? 1 << (x % TileWidth) : 0;
            }
        }

        int reach = ((TileWidth - 1) * window.StrideX) + window.KernelWidth;
        bool slides = window.DilationX == 1 && reach <= MostColumns;
        var columns = new int[Tiles];
        for (int i = 0; i < (slides ? Tiles * reach : 0); i++)
        {
            (int tile, int column) = (i / reach, i % reach);
            bool inside = (uint)((tile * TileWidth * window.StrideX) - window.PadX + column) < (uint)window.Width;
            columns[tile] |= inside ? 1 << column : 0;
        }

        Area = area;
        SlideTaps = slides ? window.KernelWidth : 0;
        _taps = OfInts(taps);
        _masks = OfInts(masks);
        _columns = OfInts(columns);
    }

    public int Height { get; }

    public int Width { get; }

    public int OutHeight { get; }

    public int OutWidth { get; }

    /// <summary>Rows of the source from one row of outputs to the next.</summary>
    public int StrideY { get; }

    /// <summary>Rows of the source that a window spans.</summary>
    public int Reach { get; }

    /// <summary>Taps of a window.</summary>
    public int Area { get; }

    /// <summary>Tiles of a row.</summary>
    public int Tiles { get; }

    /// <summary>Outputs of a tile.</summary>
    public int TileWidth { get; }

    /// <summary>Floats between the pixels that neighbouring outputs meet at a tap.</summary>
    public int StepX { get; }

    /// <summary>Pixels of the source from one output to the next.</summary>
    public int StrideX { get; }

    /// <summary>Taps of a row of the kernel if they are neighbours; 0 where there are gaps between them.</summary>
    public int SlideTaps { get; }

    /// <summary>Floats between rows of taps in the source.</summary>
    public int RowStep { get; }

    private int PadY { get; }

    /// <summary>Floats of a row of outputs.</summary>
    public nint TargetRow => (nint)OutWidth * ChannelBlock.Lanes;

    /// <summary>How far each tap is from a window's first.</summary>
    public int* Taps => (int*)_taps.Pointer;

    /// <summary>For each tap a bit for every output of the tile for which it is between the map's sides.</summary>
    public int* Masks(int tile) => (int*)_masks.Pointer + (tile * Area);

    /// <summary>For each tile a bit for every column of pixels it meets that is between the map's sides.</summary>
    public int* Columns => (int*)_columns.Pointer;

    /// <summary>The rows of the map that some rows of outputs read.</summary>
    public (int First, int Count) SourceRows(int begin, int end)
    {
        int first = Math.Clamp((begin * StrideY) - PadY, 0, Height);
        int behind = Math.Clamp(((end - 1) * StrideY) - PadY + Reach, first, Height);
        return (first, behind - first);
    }

    /// <summary>Where the windows of a row of outputs are.</summary>
    public ref readonly RowPlace Row(int y) => ref _rows[y];

    private static RowPlace Place(Window window, int y)
    {
        int top = (y * window.StrideY) - window.PadY;
        int first = Math.Clamp((-top + window.DilationY - 1) / window.DilationY, 0, window.KernelHeight);
        int end = Math.Clamp((window.Height - top + window.DilationY - 1) / window.DilationY, first, window.KernelHeight);
        nint source = (((nint)top * window.Width) - window.PadX) * ChannelBlock.Lanes;
        return first == end ? default : new RowPlace(source, first * window.KernelWidth, (end - first) * window.KernelWidth);
    }

    private static AlignedBuffer OfInts(int[] values) =>
        AlignedBuffer.Of(System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(values.AsSpan()));
}

/// <summary>Where the windows of a row of outputs are in a block: of its first the first pixel, and which taps are on rows of the map.</summary>
internal readonly record struct RowPlace(nint Source, int FirstTap, int Taps);
