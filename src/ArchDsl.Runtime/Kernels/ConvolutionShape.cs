namespace ArchDsl.Runtime.Kernels;

/// <summary>The constant geometry of a 2-D convolution of one sample, C×H×W to C×H×W.</summary>
/// <param name="Channels">Input channels.</param>
/// <param name="Height">Input height.</param>
/// <param name="Width">Input width.</param>
/// <param name="Filters">Output channels.</param>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="StrideY">Vertical stride.</param>
/// <param name="StrideX">Horizontal stride.</param>
/// <param name="PadY">Zero rows added above and below.</param>
/// <param name="PadX">Zero columns added left and right.</param>
/// <param name="DilationY">Distance between kernel rows.</param>
/// <param name="DilationX">Distance between kernel columns.</param>
/// <param name="Groups">Groups that channels and filters fall into.</param>
public readonly record struct ConvolutionShape(
    int Channels,
    int Height,
    int Width,
    int Filters,
    int KernelHeight = 1,
    int KernelWidth = 1,
    int StrideY = 1,
    int StrideX = 1,
    int PadY = 0,
    int PadX = 0,
    int DilationY = 1,
    int DilationX = 1,
    int Groups = 1)
{
    /// <summary>Output height.</summary>
    public int OutHeight => ((Height + (2 * PadY) - (DilationY * (KernelHeight - 1)) - 1) / StrideY) + 1;

    /// <summary>Output width.</summary>
    public int OutWidth => ((Width + (2 * PadX) - (DilationX * (KernelWidth - 1)) - 1) / StrideX) + 1;

    internal int Plane => Height * Width;

    internal int OutPlane => OutHeight * OutWidth;

    internal int KernelArea => KernelHeight * KernelWidth;

    internal int GroupChannels => Channels / Groups;

    internal int GroupFilters => Filters / Groups;

    /// <summary>Products summed for one output: channels of a group by kernel area.</summary>
    internal int Depth => GroupChannels * KernelArea;

    /// <summary>How many tiles of so many outputs by as many cover the result.</summary>
    internal long Tiles(int outputs) => (long)((OutHeight + outputs - 1) / outputs) * ((OutWidth + outputs - 1) / outputs);

    internal bool IsPointwise =>
        KernelArea == 1 && StrideY == 1 && StrideX == 1 && PadY == 0 && PadX == 0;

    internal void Check()
    {
        bool positive = Channels > 0 && Height > 0 && Width > 0 && Filters > 0 && KernelHeight > 0 && KernelWidth > 0
            && StrideY > 0 && StrideX > 0 && DilationY > 0 && DilationX > 0 && Groups > 0 && PadY >= 0 && PadX >= 0;
        if (!positive || Channels % Groups != 0 || Filters % Groups != 0 || OutHeight <= 0 || OutWidth <= 0)
        {
            throw new ArgumentException($"not a convolution: {this}");
        }
    }
}
