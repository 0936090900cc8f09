using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

public unsafe partial class ToBlocks
{
    [MethodImpl(Compilation.AheadOfTime)]
    private void LanesAheadOfTime(float* planes, int channels, float* to, int pixels)
    {
        int whole = Transposition.Whole(pixels);
        for (int pixel = 0; pixel < whole; pixel += Quad)
        {
            Transposition.ToBlock(planes + pixel, _plane, channels, to + (pixel * ChannelBlock.Lanes));
        }

        for (int pixel = whole; pixel < pixels; pixel++)
        {
            for (int lane = 0; lane < Quad; lane++)
            {
                to[(pixel * ChannelBlock.Lanes) + lane] = lane < channels ? planes[((nint)lane * _plane) + pixel] : 0f;
            }
        }
    }
}
