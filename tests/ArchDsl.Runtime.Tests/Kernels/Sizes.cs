namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>Channels and maps that fill blocks and tiles, or do not.</summary>
internal static class Sizes
{
    public static IEnumerable<(int Channels, int Height, int Width)> All =>
        from channels in new[] { 1, 5, 16, 24, 58 }
        from size in new[] { (1, 1), (7, 7), (13, 17) }
        select (channels, size.Item1, size.Item2);
}

/// <summary>Channels in random slots of some blocks, with NaN in the slots between.</summary>
internal sealed class Scattered
{
    /// <summary>Places planes; offsets count from a block in the middle, or from the first.</summary>
    public Scattered(Bench bench, Random random, float[] planes, int plane, bool fromMiddle = true)
    {
        int channels = planes.Length / plane;
        int slots = Runtime.Kernels.ChannelBlock.Slots(2 * channels);
        int[] places = Enumerable.Range(0, slots).OrderBy(_ => random.Next()).Take(channels)
            .Select(slot => Runtime.Kernels.ChannelBlock.Offset(slot, plane)).ToArray();
        var blocks = new float[slots * plane];
        Array.Fill(blocks, float.NaN);
        Blocks.Put(planes, plane, places, blocks);
        int origin = fromMiddle ? Runtime.Kernels.ChannelBlock.Offset(slots / 32 * 16, plane) : 0;
        Source = bench.Place(blocks)[origin];
        Offsets = places.Select(place => place - origin).ToArray();
    }

    public Cpu.View Source { get; }

    public int[] Offsets { get; }
}
