using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels;
using ArchDsl.Runtime.Kernels.Simd;
using Xunit;

namespace ArchDsl.Runtime.Tests.Kernels;

/// <summary>Kernels that read channels from any slots.</summary>
public sealed unsafe class GatheringTests
{
    public static TheoryData<SimdWidth, int> WidthsAndParts => Bench.WidthsAndParts;

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void AffineScalesWhereItIs(SimdWidth width, int parts)
    {
        var random = new Random(10);
        foreach ((int channels, int height, int columns) in Sizes.All)
        {
            int plane = height * columns;
            float[] x = Bench.Random(random, channels * plane);
            var norm = new ScaleShift(Bench.Random(random, channels), Bench.Random(random, channels));
            double[] expected = x.Select((v, i) => Math.Max(0, ((double)v * norm.Scale[i / plane]) + norm.Shift[i / plane])).ToArray();
            foreach (bool inPlace in new[] { false, true })
            {
                var bench = new Bench(parts);
                View source = bench.Place(Blocks.Block(x, plane));
                View target = inPlace ? source : bench.Reserve(ChannelBlock.Slots(channels) * plane);
                var kernel = new Affine(channels, plane, Activation.Relu, norm, width: width);
                bench.Run(kernel, w => kernel.Run(w, source, target));
                Blocks.Close(expected, target, channels, plane);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void AffineGathersChannelsAndClearsPads(SimdWidth width, int parts)
    {
        var random = new Random(11);
        foreach ((int channels, int height, int columns) in Sizes.All)
        {
            int plane = height * columns;
            float[] x = Bench.Random(random, channels * plane);
            foreach (ScaleShift? norm in new[] { null, new ScaleShift(Bench.Random(random, channels + 3), Bench.Random(random, channels + 3)) })
            {
                var bench = new Bench(parts);
                var scattered = new Scattered(bench, random, x, plane, fromMiddle: false);
                int[] order = Enumerable.Range(0, channels).Concat([-1, -1, -1]).OrderBy(_ => random.Next()).ToArray();
                int[] from = order.Select(channel => channel < 0 ? -1 : scattered.Offsets[channel]).ToArray();
                View target = bench.Reserve(ChannelBlock.Slots(from.Length) * plane);
                var kernel = new Affine(from.Length, plane, Activation.None, norm, from, width);
                bench.Run(kernel, w => kernel.Run(w, scattered.Source, target));
                double[] expected = Enumerable.Range(0, from.Length * plane).Select(i =>
                {
                    double v = order[i / plane] < 0 ? 0 : x[(order[i / plane] * plane) + (i % plane)];
                    return norm is null ? v : (v * norm.Scale[i / plane]) + norm.Shift[i / plane];
                }).ToArray();
                Blocks.Close(expected, target, from.Length, plane);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void AffineMovesWholeAndHalfBlocks(SimdWidth width, int parts)
    {
        const int Plane = 70;
        var random = new Random(12);
        float[] x = Bench.Random(random, 64 * Plane);
        int[] order = [.. Enumerable.Range(48, 16), .. Enumerable.Range(8, 16), .. Enumerable.Range(0, 8), .. Enumerable.Range(16, 8)];
        foreach (Activation activation in new[] { Activation.None, Activation.Silu })
        {
            var bench = new Bench(parts);
            View source = bench.Place(Blocks.Block(x, Plane));
            View target = bench.Reserve(order.Length * Plane);
            int[] from = order.Select(slot => ChannelBlock.Offset(slot, Plane)).ToArray();
            var kernel = new Affine(order.Length, Plane, activation, from: from, width: width);
            bench.Run(kernel, w => kernel.Run(w, source, target));
            double[] expected = Enumerable.Range(0, order.Length * Plane)
                .Select(i => Reference.Activate(activation, x[(order[i / Plane] * Plane) + (i % Plane)])).ToArray();
            Blocks.Close(expected, target, order.Length, Plane);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void MaxoutTakesTheLargestOfEveryResidueClass(SimdWidth width, int parts)
    {
        var random = new Random(5);
        foreach ((int channels, int height, int columns) in Sizes.All)
        {
            int plane = height * columns;
            var bench = new Bench(parts);
            float[] x = Bench.Random(random, 3 * channels * plane);
            var scattered = new Scattered(bench, random, x, plane);
            View target = bench.Reserve(ChannelBlock.Slots(channels) * plane);
            var maxout = new Maxout(scattered.Offsets, channels, plane, Activation.Leaky(0.1f), width);
            bench.Run(maxout, w => maxout.Run(w, scattered.Source, target));
            int third = channels * plane;
            double[] expected = Enumerable.Range(0, third)
                .Select(i => Reference.Activate(Activation.Leaky(0.1f), Math.Max(x[i], Math.Max(x[i + third], x[i + (2 * third)])))).ToArray();
            Blocks.Close(expected, target, channels, plane);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void PartialAddTouchesTheFirstChannelsOnly(SimdWidth width, int parts)
    {
        var random = new Random(8);
        foreach ((int channels, int height, int columns) in Sizes.All)
        {
            foreach ((int stepY, int stepX) in new[] { (1, 1), (2, 3) })
            {
                int plane = height * columns;
                int shared = (channels + 1) / 2;
                float[] body = Bench.Random(random, channels * plane);
                float[] shortcut = Bench.Random(random, shared * plane * stepY * stepX);
                var bench = new Bench(parts);
                var first = new Scattered(bench, random, body, plane);
                var second = new Scattered(bench, random, shortcut, plane * stepY * stepX);
                View target = bench.Reserve(ChannelBlock.Slots(channels) * plane);
                var kernel = new PartialAdd(first.Offsets, height, columns, second.Offsets, height * stepY, columns * stepX, Activation.Relu, width);
                bench.Run(kernel, w => kernel.Run(w, first.Source, second.Source, target));
                double[] expected = body.Select((v, i) =>
                {
                    (int c, int y, int column) = (i / plane, i / columns % height, i % columns);
                    double plus = c < shared ? shortcut[(((c * height * stepY) + (y * stepY)) * columns * stepX) + (column * stepX)] : 0;
                    return Math.Max(0, v + plus);
                }).ToArray();
                Blocks.Close(expected, target, channels, plane);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void PartialAddMayWriteItsBody(SimdWidth width, int parts)
    {
        var random = new Random(9);
        float[] body = Bench.Random(random, 20 * 15);
        float[] shortcut = Bench.Random(random, 20 * 15);
        var bench = new Bench(parts);
        View target = bench.Place(Blocks.Block(body, 15));
        View other = bench.Place(Blocks.Block(shortcut, 15));
        int[] channels = ChannelOffsets.InOrder(20, 15);
        var kernel = new PartialAdd(channels, 3, 5, channels, 3, 5, simd: width);
        bench.Run(kernel, w => kernel.Run(w, target, other, target));
        Blocks.Close(body.Select((v, i) => (double)v + shortcut[i]).ToArray(), target, 20, 15);
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void PlanesBecomeBlocksAndBlocksPlanes(SimdWidth width, int parts)
    {
        var random = new Random(13);
        foreach ((int channels, int height, int columns) in Sizes.All)
        {
            int plane = height * columns;
            float[] x = Bench.Random(random, channels * plane);
            double[] expected = x.Select(v => (double)v).ToArray();
            var bench = new Bench(parts);
            View source = bench.Place(x);
            View blocks = bench.Reserve(ChannelBlock.Slots(channels) * plane);
            var enter = new ToBlocks(channels, plane);
            bench.Run(enter, w => enter.Run(w, source, blocks));
            Assert.Equal(Blocks.Block(x, plane, 0f), new Span<float>(blocks.Pointer, ChannelBlock.Slots(channels) * plane).ToArray());

            View back = bench.Reserve(x.Length);
            var leave = new ToPlanes(ChannelOffsets.InOrder(channels, plane), plane, width);
            bench.Run(leave, w => leave.Run(w, blocks, back));
            Bench.Close(expected, back, 0);

            var scattered = new Scattered(bench, random, x, plane);
            View gathered = bench.Reserve(x.Length);
            var gather = new ToPlanes(scattered.Offsets, plane, width);
            bench.Run(gather, w => gather.Run(w, scattered.Source, gathered));
            Bench.Close(expected, gathered, 0);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndParts))]
    public void RearrangementsMoveEveryPixelToItsPlace(SimdWidth width, int parts)
    {
        var random = new Random(7);
        foreach (int channels in new[] { 1, 6, 24 })
        {
            float[] x = Bench.Random(random, channels * 4 * 6);
            double[] Moved(Func<int, int, int, float> at, int count, int height, int columns) =>
                Enumerable.Range(0, count * height * columns).Select(i => (double)at(i / (height * columns), i / columns % height, i % columns)).ToArray();
            float At(int c, int y, int column) => x[(((c * 4) + y) * 6) + column];
            var bench = new Bench(parts);
            View source = bench.Place(Blocks.Block(x, 24));
            var scattered = new Scattered(bench, random, x, 24);
            (Rearrange Kernel, View Source, int Channels, int Plane, double[] Expected)[] cases =
            [
                (Rearrange.Resize(channels, 4, 6, 8, 12, width), source, channels, 96, Moved((c, y, i) => At(c, y / 2, i / 2), channels, 8, 12)),
                (Rearrange.Resize(channels, 4, 6, 7, 5, width), source, channels, 35, Moved((c, y, i) => At(c, y * 4 / 7, i * 6 / 5), channels, 7, 5)),
                (Rearrange.SpaceToDepth(scattered.Offsets, 4, 6, 2, width), scattered.Source, channels * 4, 6,
                    Moved((k, y, i) => At(k / 4, (2 * y) + (k / 2 % 2), (2 * i) + (k % 2)), channels * 4, 2, 3)),
            ];
            foreach ((Rearrange kernel, View from, int count, int plane, double[] expected) in cases)
            {
                View target = bench.Reserve(ChannelBlock.Slots(count) * plane);
                bench.Run(kernel, w => kernel.Run(w, from, target));
                Blocks.Close(expected, target, count, plane, 0);
            }
        }
    }
}
