using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Tests.Analysis;

namespace ArchDsl.Cli.Tests;

/// <summary>Networks small enough to read their rendering line by line.</summary>
internal static class SmallNetworks
{
    /// <summary>A stem, a block with an aggregation and a shortcut, a head.</summary>
    public static Network Aggregating()
    {
        var net = new NetworkWriter("Small");
        Node x = net.Input(3, 32, 32);
        x = net.Stage("stem", () => net.Conv(x, 16, 3, 2));
        x = net.Stage("c2", () => net.Block("osa", () =>
        {
            Node first = net.Conv(x, 8, 3);
            Node second = net.Conv(first, 8, 3);
            return net.Add(net.Conv(net.Concat(x, first, second), 16, 1), x);
        }));
        return net.Build(net.Head(x, 10));
    }

    /// <summary>Two inputs and two named outputs, a pool, a grouped and a strided convolution, no stage.</summary>
    public static Network TwoInputs()
    {
        var net = new NetworkWriter("Pair");
        Node left = net.Input(4, 8, 8, "left");
        Node right = net.Input(4, 8, 8, "right");
        Node near = net.Conv(left, 8, 3, 2, groups: 2);
        Node far = net.Conv(net.MaxPool(right, 2, 2), 8, 1, act: false);
        return net.Build(("near", near), ("both", net.Add(near, far)));
    }
}
