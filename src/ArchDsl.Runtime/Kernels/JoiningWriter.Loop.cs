using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

internal unsafe partial struct JoiningWriter<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    public void RunAheadOfTime<F>()
        where F : struct, IFunction<L, V>
    {
        int* rows = _joining.Rows;
        int* columns = _joining.Columns;
        int* pixels = _joining.Pixels;
        CombineKind kind = _joining.Kind;
        for (int i = 0; i < _count; i++)
        {
            V y = L.Load(_from + ((nint)i * ChannelBlock.Lanes));
            if (rows == null)
            {
                Pixel<F>(y, _pixel + i, pixels, kind);
                continue;
            }

            (nint row, nint column) = Math.DivRem(_pixel + i, (nint)_joining.ResultWidth);
            for (int copy = rows[row]; copy < rows[row + 1]; copy++)
            {
                for (int beside = columns[column]; beside < columns[column + 1]; beside++)
                {
                    Pixel<F>(y, ((nint)copy * _joining.TargetWidth) + beside, pixels, kind);
                }
            }
        }
    }
}
