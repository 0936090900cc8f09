using ArchDsl.Runtime.Kernels.Windows;

namespace ArchDsl.Runtime.Kernels;

/// <summary>The constant geometry of a pool over one sample, by PyTorch's rules.</summary>
/// <param name="Channels">Channels in and out.</param>
/// <param name="Height">Input height.</param>
/// <param name="Width">Input width.</param>
/// <param name="KernelHeight">Rows of the window.</param>
/// <param name="KernelWidth">Columns of the window.</param>
/// <param name="StrideY">Vertical step.</param>
/// <param name="StrideX">Horizontal step.</param>
/// <param name="PadY">Border above and below.</param>
/// <param name="PadX">Border left and right.</param>
/// <param name="Ceil">Whether a last window may hang over the far edge.</param>
public readonly record struct PoolShape(
    int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int StrideY, int StrideX, int PadY = 0, int PadX = 0, bool Ceil = false)
{
    /// <summary>Output height.</summary>
    public int OutHeight => Slide(Height, KernelHeight, StrideY, PadY);

    /// <summary>Output width.</summary>
    public int OutWidth => Slide(Width, KernelWidth, StrideX, PadX);

    internal Window Window => new(
        Height, Width, OutHeight, OutWidth, KernelHeight, KernelWidth, StrideY, StrideX, PadY, PadX, 1, 1);

    internal void Check()
    {
        bool positive = Channels > 0 && Height > 0 && Width > 0 && KernelHeight > 0 && KernelWidth > 0
            && StrideY > 0 && StrideX > 0 && PadY >= 0 && PadX >= 0 && 2 * PadY <= KernelHeight && 2 * PadX <= KernelWidth;
        if (!positive || OutHeight <= 0 || OutWidth <= 0)
        {
            throw new ArgumentException($"not a pool: {this}");
        }
    }

    private int Slide(int length, int kernel, int stride, int pad)
    {
        int steps = ((length + (2 * pad) - kernel + (Ceil ? stride - 1 : 0)) / stride) + 1;
        return Ceil && (steps - 1) * stride >= length + pad ? steps - 1 : steps;
    }
}
