using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cpu.Tests.Support;

/// <summary>Small networks of the families that fusion is for.</summary>
internal static class Networks
{
    public static Network Osa()
    {
        var net = new Net("OsaNet");
        Node x = net.Input(3, 17, 13);
        x = net.Stage("stem", () => net.Conv(x, 8, stride: 2));
        x = net.Stage("c2", () =>
        {
            Node y = x;
            for (int m = 0; m < 2; m++)
            {
                bool identity = m > 0;
                Node module = y;
                y = net.Block("osa", () =>
                {
                    Node z = module;
                    var kept = new List<Node> { z };
                    for (int i = 0; i < 3; i++)
                    {
                        z = net.Conv(z, 6);
                        kept.Add(z);
                    }

                    z = net.Conv(net.Concat([.. kept]), 12, kernel: 1);
                    z = Ese(net, z);
                    return identity ? net.Add(z, module) : z;
                });
            }

            return y;
        });
        x = net.Stage("c3", () => net.Conv(net.MaxPool(x, 3, 2, ceil: true), 10));
        x = net.Stage("head", () => net.Linear(net.GlobalPool(x), 5));
        return net.Build(x);
    }

    /// <summary>Effective squeeze-excitation: one layer, hard sigmoid.</summary>
    private static Node Ese(Net net, Node x)
    {
        Node gate = net.Conv(net.GlobalPool(x), x.Shape.Channels, kernel: 1, norm: false, act: new Activation(ActivationKind.HardSigmoid));
        return net.Join(JoinKind.Multiply, x, gate);
    }

    public static Network Csp()
    {
        var net = new Net("CspNet");
        var leaky = new Activation(ActivationKind.Leaky, 0.01);
        Node x = net.Input(3, 16, 16);
        x = net.Conv(x, 16, stride: 2, act: leaky);
        x = net.Stage("s1", () =>
        {
            Node y = net.Conv(x, 16, kernel: 1, linear: true);
            Node bypass = net.Slice(y, 0, 8);
            Node inner = net.Slice(y, 8, 8);
            for (int i = 0; i < 2; i++)
            {
                Node from = inner;
                inner = net.Block("bottleneck", () =>
                {
                    Node z = net.Conv(from, 8, kernel: 1, act: leaky);
                    z = net.Conv(z, 8, groups: 4, act: leaky);
                    return net.Act(net.Add(net.Conv(z, 8, kernel: 1, linear: true), from), leaky);
                });
            }

            inner = net.Conv(inner, 8, kernel: 1, act: leaky);
            return net.Conv(net.Concat(bypass, inner), 16, kernel: 1, act: leaky);
        });
        return net.Build(net.Linear(net.GlobalPool(x), 5));
    }

    public static Network CompConv()
    {
        var net = new Net("CompConvNet");
        Node x = net.Input(3, 12, 12);
        x = net.Conv(x, 16);
        x = net.CompConv(x, 28);
        x = net.MaxPool(x, 2, 2);
        x = net.CompConv(x, 28);
        return net.Build(net.Linear(net.GlobalPool(net.Conv(x, 8, kernel: 1)), 5));
    }

    public static Network SeResidual()
    {
        var net = new Net("SeNet");
        Node x = net.Input(3, 14, 14);
        x = net.Conv(x, 8);
        for (int i = 0; i < 2; i++)
        {
            Node from = x;
            Node z = net.Conv(net.Conv(from, 8, kernel: 1), 8, groups: 2, stride: i == 0 ? 2 : 1);
            z = net.Conv(net.Se(z, 2), 12, kernel: 1, linear: true);
            Node shortcut = i == 0 ? net.Conv(from, 12, kernel: 1, stride: 2, linear: true) : from;
            x = net.Act(net.Add(z, shortcut));
        }

        x = net.Act(net.Add(net.Se(net.Conv(x, 12, linear: true), 3), x));
        return net.Build(net.Linear(net.GlobalPool(x), 4));
    }

    public static Network Dense()
    {
        var net = new Net("DenseNet");
        Node x = net.Conv(net.Input(3, 14, 14), 8);
        var kept = new List<Node> { x };
        for (int i = 0; i < 4; i++)
        {
            Node all = kept.Count == 1 ? kept[0] : net.Concat([.. kept]);
            kept.Add(net.PreActivated(net.PreActivated(all, 12), 4, kernel: 3));
        }

        x = net.PreActivated(net.Concat([.. kept]), 10);
        x = net.Op("avgpool", new PoolOperation(PoolKind.Average, Size2.Square(2), Size2.Square(2), default), x);
        return net.Build(net.Linear(net.GlobalPool(net.Act(net.Norm(x))), 4));
    }

    /// <summary>ShuffleNetV2: split, concat, shuffle, over and over; then a unit of stride 2.</summary>
    public static Network ShuffleV2()
    {
        var net = new Net("ShuffleV2");
        Node x = net.Conv(net.Input(3, 12, 12), 16);
        for (int i = 0; i < 2; i++)
        {
            Node left = net.Slice(x, 0, 8);
            Node right = net.Conv(net.Slice(x, 8, 8), 8, kernel: 1);
            right = net.Conv(net.Conv(right, 8, groups: 8, linear: true), 8, kernel: 1);
            x = net.Op("shuffle", new ShuffleOperation(2), net.Concat(left, right));
        }

        Node first = net.Conv(net.Conv(x, 16, groups: 16, stride: 2, linear: true), 16, kernel: 1);
        Node second = net.Conv(net.Conv(net.Conv(x, 16, kernel: 1), 16, groups: 16, stride: 2, linear: true), 16, kernel: 1);
        x = net.Op("shuffle", new ShuffleOperation(2), net.Concat(first, second));
        return net.Build(net.Linear(net.GlobalPool(net.Conv(x, 20, kernel: 1)), 4));
    }

    /// <summary>ShuffleNetV1: grouped pointwise, shuffle, depthwise, grouped pointwise.</summary>
    public static Network ShuffleV1()
    {
        var net = new Net("ShuffleV1");
        Node x = net.Conv(net.Input(3, 12, 12), 12);
        for (int i = 0; i < 2; i++)
        {
            Node y = net.Op("shuffle", new ShuffleOperation(3), net.Conv(x, 12, kernel: 1, groups: 3));
            y = net.Conv(net.Conv(y, 12, groups: 12, linear: true), 12, kernel: 1, groups: 3, linear: true);
            x = net.Act(net.Add(y, x));
        }

        return net.Build(net.Linear(net.GlobalPool(x), 4));
    }

    /// <summary>Two inputs, three outputs, an output that is used further, maxout and resizing between scales.</summary>
    public static Network Pyramid()
    {
        var net = new Net("Pyramid");
        Node a = net.Input(3, 16, 20);
        Node b = net.Input(2, 8, 10, "depth");
        Node c3 = net.Conv(net.Conv(a, 8, stride: 2), 8);
        Node c4 = net.Conv(net.Concat(net.Conv(c3, 6, stride: 2), net.MaxPool(b, 2, 2)), 8);
        Node p4 = net.Conv(c4, 8, kernel: 1);
        Node up = net.Op("resize", new ResizeOperation(new Size2(8, 10)), p4);
        Node p3 = net.Op("maxout", new MaxoutOperation(8), net.Concat(c3, up));
        Node p5 = net.Concat(net.Conv(p4, 4, stride: 2), net.MaxPool(p4, 3, 2, 1));
        return net.Build(p3, p4, p5);
    }

    /// <summary>A head whose width the caller decides, followed by what keeps or concatenates widths.</summary>
    public static Network RuntimeWidths()
    {
        var net = new Net("Detector");
        var classes = new WidthExpression.Parameter("classes");
        Node x = net.Conv(net.Input(3, 9, 9), 8);
        Node scores = net.Act(net.Conv(x, 6, kernel: 1, norm: false, linear: true, runtime: classes), new Activation(ActivationKind.Sigmoid));
        Node boxes = net.Conv(x, 4, kernel: 1, norm: false, linear: true);
        Node anchors = net.Conv(x, 12, kernel: 3, norm: true, act: Net.Relu, runtime: new WidthExpression.Binary(new WidthExpression.Constant(2), '*', classes));
        Node all = net.Concat(boxes, scores, net.MaxPool(anchors, 3, 1, 1));
        Node logits = net.Linear(net.GlobalPool(x), 6, classes);
        return net.Build([new RuntimeParameter("classes", 6)], all, logits, net.GlobalPool(scores));
    }
}
