using System.Runtime.CompilerServices;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Tiles;

namespace ArchDsl.Runtime.Kernels.Winograd;

internal static unsafe partial class WinogradOutput<L, V, W>
{
    [MethodImpl(Compilation.AheadOfTime)]
    private static void TransformAheadOfTime(
        in ConvolutionShape shape, float* from, nint step, int first, int count, int slot, float* target, in Epilogue epilogue, float* scratch)
    {
        int width = shape.OutWidth;
        int height = shape.OutHeight;
        int across = (width + W.Outputs - 1) / W.Outputs;
        nint block = ChannelBlock.Offset(slot, width * height);
        bool bounded = epilogue.IsPiecewise && epilogue.Squeeze == null && epilogue.Residual == null && epilogue.Joining is null;
        bool leaks = epilogue.Slope != 1f;
        V slope = L.Set(epilogue.Slope);
        V floor = L.Set(epilogue.Floor);
        V ceiling = L.Set(epilogue.Ceiling);
        float* pixels = scratch + (W.Outputs * W.Points * L.Count);
        for (int tile = first; tile < first + count; tile++, from += ChannelBlock.Lanes)
        {
            Fetch(target + block, tile + TilesAhead, across, width);
            for (int x = 0; x < W.Points; x++)
            {
                W.Output(from + (x * step), W.Points * step, scratch + (x * L.Count), W.Points * L.Count);
            }

            for (int y = 0; y < W.Outputs; y++)
            {
                W.Output(scratch + (y * W.Points * L.Count), L.Count, pixels + (y * W.Outputs * ChannelBlock.Lanes), ChannelBlock.Lanes);
            }

            int top = tile / across * W.Outputs;
            int left = tile % across * W.Outputs;
            int rows = Math.Min(W.Outputs, height - top);
            int columns = Math.Min(W.Outputs, width - left);
            nint place = block + (((nint)top * width) + left) * ChannelBlock.Lanes;
            for (int y = 0; y < rows; y++, place += (nint)width * ChannelBlock.Lanes)
            {
                float* row = pixels + (y * W.Outputs * ChannelBlock.Lanes);
                if (!bounded)
                {
                    EpilogueWriter<L, V>.Write(
                        epilogue, row, target + place, epilogue.Residual == null ? null : epilogue.Residual + place, slot, columns);
                    continue;
                }

                for (int x = 0; x < columns * ChannelBlock.Lanes; x += ChannelBlock.Lanes)
                {
                    V sum = L.Load(row + x);
                    Tile<L, V>.Put(target + place + x, 0, leaks ? Tile<L, V>.Leak(sum, slope) : sum, floor, ceiling);
                }
            }
        }
    }
}
