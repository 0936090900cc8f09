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

    private readonly Window _window;
    private readonly AlignedBuffer _taps;
    private readonly AlignedBuffer _masks;

    public WindowGeometry(Window window)
    {
        _window = window;
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

        Area = area;
        _taps = OfInts(taps);
        _masks = OfInts(masks);
    }

    public int OutHeight { get; }

    public int OutWidth { get; }

    /// <summary>Taps of a window.</summary>
    public int Area { get; }

    /// <summary>Tiles of a row.</summary>
    public int Tiles { get; }

    /// <summary>Outputs of a tile.</summary>
    public int TileWidth { get; }

    /// <summary>Floats between the pixels that neighbouring outputs meet at a tap.</summary>
    public int StepX { get; }

    public int StrideX => _window.StrideX;

    /// <summary>Floats of a block of the source.</summary>
    public nint SourceBlock => (nint)_window.Height * _window.Width * ChannelBlock.Lanes;

    /// <summary>Floats of a row of outputs.</summary>
    public nint TargetRow => (nint)OutWidth * ChannelBlock.Lanes;

    /// <summary>How far each tap is from a window's first.</summary>
    public int* Taps => (int*)_taps.Pointer;

    /// <summary>For each tap a bit for every output of the tile for which it is between the map's sides.</summary>
    public int* Masks(int tile) => (int*)_masks.Pointer + (tile * Area);

    /// <summary>Where a row's first window begins in a block, and which taps are on rows of the map.</summary>
    public (nint Source, int FirstTap, int Taps) Row(int y)
    {
        int top = (y * _window.StrideY) - _window.PadY;
        int first = Math.Clamp((-top + _window.DilationY - 1) / _window.DilationY, 0, _window.KernelHeight);
        int end = Math.Clamp((_window.Height - top + _window.DilationY - 1) / _window.DilationY, first, _window.KernelHeight);
        nint source = (((nint)top * _window.Width) - _window.PadX) * ChannelBlock.Lanes;
        return (source, first * _window.KernelWidth, (end - first) * _window.KernelWidth);
    }

    private static AlignedBuffer OfInts(int[] values) =>
        AlignedBuffer.Of(System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(values.AsSpan()));
}
