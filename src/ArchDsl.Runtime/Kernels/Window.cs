namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// A window sliding over one plane: kernel, stride, pad and dilation, and how far its output reaches beyond the input
/// (ceil-mode pooling).
/// </summary>
internal readonly record struct Window(
    int Height, int Width, int OutHeight, int OutWidth, int KernelHeight, int KernelWidth, int StrideY, int StrideX, int PadY, int PadX, int DilationY, int DilationX)
{
    /// <summary>Rows a plane takes once padded.</summary>
    public int PaddedHeight => ((OutHeight - 1) * StrideY) + ((KernelHeight - 1) * DilationY) + 1;

    /// <summary>Floats of one phase of a padded row, rounded so that whole vectors may be read from any kernel column.</summary>
    public int PhaseWidth(int lanes)
    {
        int reach = OutWidth + ((KernelWidth - 1) * DilationX / StrideX) + 1;
        return (reach + (2 * lanes) - 1) / lanes * lanes;
    }

    /// <summary>Floats between the padded rows of neighbouring outputs.</summary>
    public int RowStep(int lanes) => StrideY * StrideX * PhaseWidth(lanes);

    public int PaddedFloats(int lanes) => (PaddedHeight * StrideX * PhaseWidth(lanes)) + lanes;

    /// <summary>Where each kernel position reads for the first output, by kernel row and column.</summary>
    public int[] Taps(int lanes)
    {
        var taps = new int[KernelHeight * KernelWidth];
        for (int i = 0; i < taps.Length; i++)
        {
            int row = i / KernelWidth * DilationY;
            int column = i % KernelWidth * DilationX;
            taps[i] = (((row * StrideX) + (column % StrideX)) * PhaseWidth(lanes)) + (column / StrideX);
        }

        return taps;
    }
}
