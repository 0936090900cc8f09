using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;

namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>Between planes of a channel each and blocks of 16 channels.</summary>
internal static unsafe class Blocks
{
    /// <summary>Planes as blocks, channel c in slot c, <paramref name="pad"/> in the lanes left over.</summary>
    public static float[] Block(float[] planes, int plane, float pad = 0.5f)
    {
        int channels = planes.Length / plane;
        var blocks = new float[ChannelBlock.Slots(channels) * plane];
        Array.Fill(blocks, pad);
        Put(planes, plane, Enumerable.Range(0, channels).Select(c => ChannelBlock.Offset(c, plane)).ToArray(), blocks);
        return blocks;
    }

    /// <summary>Writes planes into blocks, each from its own place on.</summary>
    public static void Put(float[] planes, int plane, int[] places, float[] blocks)
    {
        for (int i = 0; i < planes.Length; i++)
        {
            blocks[places[i / plane] + (i % plane * ChannelBlock.Lanes)] = planes[i];
        }
    }

    /// <summary>The planes of the first channels of some blocks.</summary>
    public static float[] Unblock(View blocks, int channels, int plane)
    {
        var planes = new float[channels * plane];
        for (int i = 0; i < planes.Length; i++)
        {
            planes[i] = blocks.Pointer[ChannelBlock.Offset(i / plane, plane) + (i % plane * ChannelBlock.Lanes)];
        }

        return planes;
    }

    /// <summary>Holds the first channels of some blocks against planes.</summary>
    public static void Close(double[] expected, View actual, int channels, int plane, double tolerance = 2e-5)
    {
        float[] planes = Unblock(actual, channels, plane);
        fixed (float* pointer = planes)
        {
            Bench.Close(expected, new View(pointer), tolerance);
        }
    }
}
