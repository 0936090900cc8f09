using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cpu.Tests.Support;

/// <summary>Networks that nobody would design.</summary>
internal static class RandomNetworks
{
    /// <summary>A network of 16 operations, the same for the same state of the generator.</summary>
    public static Network Make(Random random)
    {
        var net = new Net("RandomNet");
        var maps = new List<Node> { net.Input(6, 7, 9) };
        for (int i = 0; i < 16; i++)
        {
            maps.Add(Step(net, maps, random));
        }

        Node[] outputs = Enumerable.Range(0, 1 + random.Next(3)).Select(i => i == 0 ? maps[maps.Count - 1] : Pick(maps, random)).ToArray();
        return net.Build(outputs);
    }

    private static Node Step(Net net, List<Node> maps, Random random)
    {
        Node x = Pick(maps, random);
        Node[] alike = maps.Where(m => m.Shape == x.Shape).ToArray();
        Node[] sized = maps.Where(m => m.Shape.Size == x.Shape.Size).ToArray();
        int channels = x.Shape.Channels;
        Activation act = new((ActivationKind)random.Next(11), 0.2);
        switch (random.Next(22))
        {
            case 0: return net.Conv(x, 2 * random.Next(1, 6), kernel: 1, act: act);
            case 1: return net.Conv(x, 2 * random.Next(1, 6), linear: random.Next(2) == 0);
            case 2: return net.Conv(x, channels, groups: channels, linear: true);
            case 3 when channels % 2 == 0: return net.Conv(x, channels, kernel: 1, groups: 2);
            case 4: return net.Concat(Enumerable.Range(0, 2 + random.Next(2)).Select(_ => sized[random.Next(sized.Length)]).Where(m => m.Shape.Channels <= 24).Append(x).ToArray());
            case 5 when channels > 1: return net.Slice(x, random.Next(channels / 2), 1 + random.Next(channels / 2));
            case 6 when channels % 2 == 0: return net.Op("shuffle", new ShuffleOperation(2), x);
            case 7: return net.Add(Enumerable.Range(0, 2 + random.Next(2)).Select(_ => alike[random.Next(alike.Length)]).ToArray());
            case 8: return net.Join(JoinKind.Multiply, x, alike[random.Next(alike.Length)]);
            case 9: return net.Se(x, 2);
            case 10: return net.Act(x, act);
            case 11: return net.Norm(x);
            case 12: return net.PreActivated(x, 4);
            case 13 when x.Shape.Height > 3: return net.MaxPool(x, 2, 2, ceil: true);
            case 14 when channels % 2 == 0: return net.Op("maxout", new MaxoutOperation(channels / 2), x);
            case 15: return net.Conv(net.Add(net.Conv(x, channels, linear: true), x), channels, kernel: 1, act: act);
            case 16: return net.Op("resize", new ResizeOperation(maps[random.Next(maps.Count)].Shape.Size), random.Next(2) == 0 ? x : net.Conv(x, channels, linear: true));
            case 17: return net.Op("avgpool", new PoolOperation(PoolKind.Average, Size2.Square(3), Size2.Square(1), Size2.Square(1)), x);
            case 18: return net.Join(JoinKind.Max, net.Conv(x, channels, kernel: 1, act: act), x);
            case 19: return net.Add(net.Concat(net.Conv(x, channels, linear: true), net.Conv(x, 3)), net.Conv(x, channels + 3, kernel: 1, act: act));
            case 20: return net.Conv(net.Act(net.Norm(x), act), channels, groups: channels, linear: random.Next(2) == 0);
            default: return net.Add(net.Conv(x, channels, act: act), x);
        }
    }

    // Recent maps more often, so that the network grows deep.
    private static Node Pick(List<Node> maps, Random random) => maps[maps.Count - 1 - Math.Min(maps.Count - 1, random.Next(random.Next(2) == 0 ? 3 : maps.Count))];
}
