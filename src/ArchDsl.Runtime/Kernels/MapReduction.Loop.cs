using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;

namespace ArchDsl.Runtime.Kernels;

internal static unsafe partial class MapReduction<L, V>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void AddPixelsAheadOfTime(float* block, int pixels, float* sums, float* lost)
    {
        for (int first = 0; first < pixels; first += Run)
        {
            int count = Math.Min(Run, pixels - first);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                Add(Sum(block + ((nint)first * ChannelBlock.Lanes) + lane, count), sums + lane, lost + lane);
            }
        }
    }

    [MethodImpl(Compilation.AheadOfTime)]
    private static void AddSquaresAheadOfTime(float* block, int pixels, float* centres, float* sums, float* lost)
    {
        for (int first = 0; first < pixels; first += Run)
        {
            int count = Math.Min(Run, pixels - first);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                Add(Squares(block + ((nint)first * ChannelBlock.Lanes) + lane, count, L.Load(centres + lane)), sums + lane, lost + lane);
            }
        }
    }

    [MethodImpl(Compilation.AheadOfTime)]
    private static void KeepLargestAheadOfTime(float* block, int pixels, float* to)
    {
        for (int first = 0; first < pixels; first += Run)
        {
            int count = Math.Min(Run, pixels - first);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                float* at = block + ((nint)first * ChannelBlock.Lanes) + lane;
                V largest = L.Load(to + lane);
                for (int i = 0; i < count; i++, at += ChannelBlock.Lanes)
                {
                    largest = L.Max(largest, L.Load(at));
                }

                L.Store(to + lane, largest);
            }
        }
    }
}
