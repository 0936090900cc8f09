using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// A plane copied with its padding, each row split by column modulo the stride: then the inputs that neighbouring outputs
/// meet at one kernel position are neighbours, whatever the stride.
/// </summary>
internal static unsafe class PhasePlane<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(in Window window, float* plane, float* padded, float padding)
    {
        int phaseWidth = window.PhaseWidth(L.Count);
        for (int y = 0; y < window.PaddedHeight; y++)
        {
            int inY = y - window.PadY;
            for (int phase = 0; phase < window.StrideX; phase++, padded += phaseWidth)
            {
                RowCopy<L, V>.FillVectors(padded, phaseWidth, padding);
                int left = Math.Max(0, (window.PadX - phase + window.StrideX - 1) / window.StrideX);
                int x = (left * window.StrideX) + phase - window.PadX;
                if ((uint)inY < (uint)window.Height && x < window.Width)
                {
                    int count = Math.Min(phaseWidth - left, ((window.Width - 1 - x) / window.StrideX) + 1);
                    RowCopy<L, V>.Copy(plane + ((nint)inY * window.Width) + x, window.StrideX, padded + left, count);
                }
            }
        }

        // Reads of whole vectors reach a little beyond the last row.
        RowCopy<L, V>.FillVectors(padded, L.Count, padding);
    }
}
