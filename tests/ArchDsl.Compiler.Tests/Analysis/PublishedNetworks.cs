using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Analysis;

/// <summary>Architectures whose costs are in print.</summary>
internal static class PublishedNetworks
{
    public static Network VoVNet39() => VoVNet("VoVNet39", [128, 160, 192, 224], [256, 512, 768, 1024], [1, 1, 2, 2]);

    public static Network VoVNet57() => VoVNet("VoVNet57", [128, 160, 192, 224], [256, 512, 768, 1024], [1, 1, 4, 3]);

    public static Network VoVNet27Slim() => VoVNet("VoVNet27Slim", [64, 80, 96, 112], [128, 256, 384, 512], [1, 1, 1, 1]);

    private static Network VoVNet(string name, int[] width, int[] outs, int[] modules)
    {
        var net = new NetworkWriter(name);
        Node x = net.Input(3, 224, 224);
        x = net.Stage("stem", () => net.Conv(net.Conv(net.Conv(x, 64, 3, 2), 64, 3), 128, 3, 2));
        for (int i = 0; i < 4; i++)
        {
            x = net.Stage($"c{i + 2}", () =>
            {
                Node y = i > 0 ? net.MaxPool(x, 3, 2, ceil: true) : x;
                for (int m = 0; m < modules[i]; m++)
                {
                    y = net.Block("osa", () => OneShotAggregation(net, y, width[i], outs[i], m > 0));
                }

                return y;
            });
        }

        return net.Build(net.Head(x, 1000));
    }

    private static Node OneShotAggregation(NetworkWriter net, Node x, int width, int channels, bool identity)
    {
        var kept = new List<Node> { x };
        for (int i = 0; i < 5; i++)
        {
            kept.Add(net.Conv(kept[^1], width, 3));
        }

        Node y = net.Conv(net.Concat([.. kept]), channels, 1);
        return identity ? net.Add(y, x) : y;
    }

    public static Network ResNet50(int side = 224)
    {
        var net = new NetworkWriter("ResNet50");
        Node x = net.Input(3, side, side);
        x = net.Stage("stem", () => net.MaxPool(net.Conv(x, 64, 7, 2), 3, 2, 1));
        int[] depths = [3, 4, 6, 3];
        for (int i = 0; i < 4; i++)
        {
            int width = 64 << i;
            x = net.Stage($"s{i + 1}", () =>
            {
                Node y = x;
                for (int j = 0; j < depths[i]; j++)
                {
                    y = net.Block("bottleneck", () => Bottleneck(net, y, width, 4 * width, j == 0 && i > 0 ? 2 : 1, 1, j == 0));
                }

                return y;
            });
        }

        return net.Build(net.Head(x, 1000));
    }

    private static Node Bottleneck(NetworkWriter net, Node x, int width, int channels, int stride, int groups, bool projects)
    {
        Node y = net.Conv(net.Conv(x, width, 1), width, 3, stride, groups);
        y = net.Conv(y, channels, 1, act: false);
        Node shortcut = projects ? net.Conv(x, channels, 1, stride, act: false, name: "proj") : x;
        return net.Layer("act", new ActivationOperation(new Activation(ActivationKind.Relu)), net.Add(y, shortcut));
    }

    /// <summary>Darknet's ResNeXt-50 at 256×256: its shortcuts add the channels both sides have, without a projection.</summary>
    public static Network DarknetResNeXt50() => Darknet("ResNeXt50", [3, 4, 6, 3], (net, x, stage, depth) =>
    {
        for (int j = 0; j < depth; j++)
        {
            Node y = net.Conv(net.Conv(x, 128 << stage, 1), 128 << stage, 3, j == 0 && stage > 0 ? 2 : 1, 32);
            x = net.Builder.Add(new PartialAddOperation(), [net.Conv(y, 256 << stage, 1, act: false), x]);
        }

        return x;
    });

    /// <summary>CSPResNeXt-50 as its configuration file has it, both paths starting with a 1×1.</summary>
    public static Network DarknetCspResNeXt50() => Darknet("CSPResNeXt50", [3, 3, 5, 2], (net, x, stage, depth) =>
    {
        int width = 128 << stage;
        x = stage > 0 ? net.Conv(x, x.Shape.Channels, 3, 2, 32) : x;
        Node cross = net.Conv(x, width, 1);
        Node body = net.Conv(x, stage == 0 ? 64 : width, 1);
        for (int j = 0; j < depth; j++)
        {
            Node y = net.Conv(net.Conv(body, width, 1), width, 3, 1, 32);
            body = net.Builder.Add(new PartialAddOperation(), [net.Conv(y, width, 1, act: false), body]);
        }

        return net.Conv(net.Concat(net.Conv(body, width, 1), cross), 2 * width, 1);
    });

    private static Network Darknet(string name, int[] depths, Func<NetworkWriter, Node, int, int, Node> stage)
    {
        var net = new NetworkWriter(name);
        Node x = net.Input(3, 256, 256);
        x = net.Stage("stem", () => net.MaxPool(net.Conv(x, 64, 7, 2), 2, 2));
        for (int i = 0; i < 4; i++)
        {
            x = net.Stage($"s{i + 1}", () => stage(net, x, i, depths[i]));
        }

        return net.Build(net.Head(x, 1000));
    }

    /// <summary>DenseNet-40 with growth 12 on 32×32 images, norm before each convolution left out: it does not count here.</summary>
    public static Network DenseNet40()
    {
        var net = new NetworkWriter("DenseNet40");
        Node x = net.Conv(net.Input(3, 32, 32), 16, 3);
        for (int block = 0; block < 3; block++)
        {
            for (int i = 0; i < 12; i++)
            {
                x = net.Concat(x, net.Conv(x, 12, 3));
            }

            x = block < 2 ? net.AveragePool(net.Conv(x, x.Shape.Channels, 1), 2) : x;
        }

        return net.Build(net.Head(x, 10));
    }

    /// <summary>The convolutions of DenseNet-121.</summary>
    public static Network DenseNet121()
    {
        var net = new NetworkWriter("DenseNet121");
        Node x = net.MaxPool(net.Conv(net.Input(3, 224, 224), 64, 7, 2), 3, 2, 1);
        int[] depths = [6, 12, 24, 16];
        for (int block = 0; block < 4; block++)
        {
            for (int i = 0; i < depths[block]; i++)
            {
                x = net.Concat(x, net.Conv(net.Conv(x, 128, 1), 32, 3));
            }

            x = block < 3 ? net.AveragePool(net.Conv(x, x.Shape.Channels / 2, 1), 2) : x;
        }

        return net.Build(net.Head(x, 1000));
    }
}
