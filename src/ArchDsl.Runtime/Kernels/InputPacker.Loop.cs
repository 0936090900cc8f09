using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

internal sealed unsafe partial class InputPacker<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private void RowAheadOfTime(float* from, int block, float* to)
    {
        int unit = _blocks.Unit;
        int stride = _shape.StrideX;
        foreach (int phase in _window.ColumnPhases)
        {
            // Pixel x of the phase is input column x * stride + first.
            int first = phase - _shape.PadX;
            int begin = Math.Min(_window.PhaseWidth, first >= 0 ? 0 : (-first + stride - 1) / stride);
            int end = first >= _shape.Width ? begin : Math.Clamp(((_shape.Width - 1 - first) / stride) + 1, begin, _window.PhaseWidth);
            new Span<float>(to, begin * unit).Clear();
            if (end > begin)
            {
                float* column = from + ((nint)((begin * stride) + first) * unit);
                float* pixels = to + ((nint)begin * unit);
                if (unit == 1)
                {
                    RowCopy<L, V>.Copy(column, stride, pixels, end - begin);
                }
                else
                {
                    Blocks(column, stride, pixels, end - begin);
                }

                Transform(block, pixels, end - begin);
            }

            new Span<float>(to + ((nint)end * unit), (_window.PhaseWidth - end) * unit).Clear();
            to += (nint)_window.PhaseWidth * unit;
        }
    }
}
