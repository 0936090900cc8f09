using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// A window sliding over one plane: kernel, stride, pad and dilation, and how far its output reaches beyond the input
/// (ceil-mode pooling).
/// </summary>
internal readonly record struct Window(
    int Height, int Width, int OutHeight, int OutWidth, int KernelHeight, int KernelWidth, int StrideY, int StrideX, int PadY, int PadX, int DilationY, int DilationX)
{
    /// <summary>Floats of one phase of a padded row, rounded so that whole vectors may be read from any kernel column.</summary>
    public int PhaseWidth(int lanes)
    {
        int reach = OutWidth + ((KernelWidth - 1) * DilationX / StrideX) + 1;
        return (reach + (2 * lanes) - 1) / lanes * lanes;
    }

    /// <summary>Rows a plane takes once padded.</summary>
    public int PaddedHeight => ((OutHeight - 1) * StrideY) + ((KernelHeight - 1) * DilationY) + 1;

    public int PaddedFloats(int lanes) => PaddedHeight * StrideX * PhaseWidth(lanes);
}

/// <summary>
/// A plane copied with its padding, each row split by column modulo the stride: then the inputs that neighbouring outputs
/// meet at one kernel position are neighbours, whatever the stride.
/// </summary>
internal static unsafe class PhasePlane<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static void Fill(in Window window, float* plane, float* padded, float padding)
    {
        int phaseWidth = window.PhaseWidth(L.Count);
        for (int y = 0; y < window.PaddedHeight; y++)
        {
            int inY = y - window.PadY;
            for (int phase = 0; phase < window.StrideX; phase++, padded += phaseWidth)
            {
                if ((uint)inY >= (uint)window.Height)
                {
                    RowCopy<L, V>.Fill(padded, phaseWidth, padding);
                    continue;
                }

                int left = Math.Max(0, (window.PadX - phase + window.StrideX - 1) / window.StrideX);
                int x = (left * window.StrideX) + phase - window.PadX;
                int count = x >= window.Width ? 0 : Math.Min(phaseWidth - left, ((window.Width - 1 - x) / window.StrideX) + 1);
                RowCopy<L, V>.Fill(padded, left, padding);
                RowCopy<L, V>.Copy(plane + ((nint)inY * window.Width) + x, window.StrideX, padded + left, count);
                RowCopy<L, V>.Fill(padded + left + count, phaseWidth - left - count, padding);
            }
        }
    }

    /// <summary>Where kernel position (ky, kx) reads for output row <paramref name="y"/>, column 0.</summary>
    public static float* At(in Window window, float* padded, int y, int ky, int kx)
    {
        int phaseWidth = window.PhaseWidth(L.Count);
        int row = (y * window.StrideY) + (ky * window.DilationY);
        int column = kx * window.DilationX;
        return padded + ((nint)((row * window.StrideX) + (column % window.StrideX)) * phaseWidth) + (column / window.StrideX);
    }
}
