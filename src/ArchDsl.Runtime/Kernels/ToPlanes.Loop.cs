using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

public unsafe partial class ToPlanes
{
    [MethodImpl(Compilation.AheadOfTime)]
    private void LanesAheadOfTime(float* from, float* planes, int channels, int pixels)
    {
        int whole = Transposition.Whole(pixels);
        for (int pixel = 0; pixel < whole; pixel += Quad)
        {
            Transposition.ToPlanes(from + (pixel * ChannelBlock.Lanes), planes + pixel, _plane, channels);
        }

        for (int lane = 0; lane < channels; lane++)
        {
            for (int pixel = whole; pixel < pixels; pixel++)
            {
                planes[((nint)lane * _plane) + pixel] = from[(pixel * ChannelBlock.Lanes) + lane];
            }
        }
    }
}
