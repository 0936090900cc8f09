using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Tests.Emit;

/// <summary>Small networks that between them use every operation, every kind of scope and every kind of result.</summary>
internal static class SampleNetworks
{
    public static readonly IReadOnlyDictionary<string, Func<Network>> All = new Dictionary<string, Func<Network>>
    {
        ["Fashion"] = Fashion,
        ["Pyramid"] = Pyramid,
        ["EveryOperation"] = EveryOperation,
        ["AwkwardNames"] = AwkwardNames,
        ["TwoInputs"] = TwoInputs,
        ["FlatMaps"] = FlatMaps,
        ["Nothing"] = Nothing,
        ["PartialNet"] = () => Sources.Compile("PartialNet"),
        ["AggregationNet"] = () => Sources.Compile("AggregationNet"),
        ["AttentionNet"] = () => Sources.Compile("AttentionNet"),
    };

    /// <summary>A stem, two OSA stages, a CSP split, attention, a head whose width a constructor argument decides.</summary>
    private static Network Fashion()
    {
        var net = new SampleWriter("FashionNet", "Classifies 28×28 images of clothing.\nOne & the same <weights> everywhere.");
        Node image = net.Input("image", 1, 12, 10);
        Node x = net.Scope(ScopeKind.Stage, "stem", "stage", () => net.Conv(net.Conv(image, 8), 12, stride: 2));
        Node c2 = net.Scope(ScopeKind.Stage, "c2", "stage", () => net.Osa("osa1", net.Osa("osa1", x, 4, 16, identity: false, block: "first"), 6, 16, identity: true));
        Node c3 = net.Scope(ScopeKind.Stage, "c3", "stage", () =>
        {
            Node y = net.MaxPool(c2, ceil: true);
            return net.Osa("osa2", net.Osa("osa1", y, 8, 24, identity: false), 8, 24, identity: true);
        });
        Node c4 = net.Scope(ScopeKind.Stage, "c4", "stage", () => net.Csp("csp1", c3, 24));
        Node head = net.Scope(ScopeKind.Head, "head", "head", () =>
            net.Linear("fc", net.Globalpool(c4), 10, new WidthExpression.Parameter("classes")));
        return net.Builder.Build([new NamedTensor("output", head)], false, [new RuntimeParameter("classes", 10)]);
    }

    /// <summary>Named outputs, tensors that leave stages sideways, blocks of several inputs and results.</summary>
    private static Network Pyramid()
    {
        var net = new SampleWriter("Pyramid");
        Node image = net.Input("image", 3, 16, 16);
        Node? inner = null;
        Node p3 = net.Scope(ScopeKind.Stage, "p3", "stage", () =>
        {
            inner = net.Conv(image, 6, stride: 2);
            return net.Conv(inner, 8);
        });
        Node p4 = net.Scope(ScopeKind.Stage, "p4", "stage", () => net.Conv(p3, 8, stride: 2));
        Node merged = net.Scope(ScopeKind.Block, "merge1", "merge", () =>
        {
            Node up = net.Add(new UpsampleOperation(Size2.Square(2)), net.Conv(p4, 4, kernel: 1));
            Node side = net.Conv(inner!, 4, kernel: 1);
            Node joined = net.Add(new ConcatOperation(), net.Conv(p3, 4, kernel: 1), up, side);
            return net.Add(new MaxoutOperation(4), joined);
        });
        Node resized = net.Add(new ResizeOperation(new Size2(5, 7)), merged);
        return net.Builder.Build([new NamedTensor("fine", merged), new NamedTensor("coarse", p4), new NamedTensor("boxes", resized), new NamedTensor("again", merged)], true);
    }

    private static Network EveryOperation()
    {
        var net = new SampleWriter("EveryOperation");
        Node image = net.Input("image", 4, 12, 8);
        Node x = net.Scope(ScopeKind.Stage, "shapes", "stage", () =>
        {
            Node y = net.Add(new SpaceToDepthOperation(2), image);
            y = net.Add(new ShuffleOperation(4), y);
            y = net.Layer("conv", "wide", new Conv2dOperation(16, 12, new Size2(3, 1), new Size2(1, 1), new Size2(2, 0), new Size2(2, 1), 4, true), y);
            y = net.Layer("norm", "gn", new GroupNormOperation(12, 3, 1e-4), y);
            y = net.Layer("conv_depthwise", "dw", new Conv2dOperation(12, 12, Size2.Square(3), Size2.Square(1), Size2.Square(1), Size2.Square(1), 12, false), y);
            y = net.Layer("norm", "bn", new BatchNormOperation(12, 1e-3, 0.03, ZeroInit: true), y);
            Node part = net.Add(new SliceOperation(3, 6), y);
            Node small = net.Add(new PoolOperation(PoolKind.Average, new Size2(2, 3), new Size2(2, 1), new Size2(0, 1), CountPadding: false), y);
            small = net.Add(new PartialAddOperation(), small, y);
            small = net.Add(new PoolOperation(PoolKind.Max, Size2.Square(2), Size2.Square(2), Size2.Square(1), CeilMode: true), small);
            Node gate = net.Add(new GlobalPoolOperation(PoolKind.Average), small);
            Node added = net.Add(new PartialAddOperation(), net.Add(new PartialAddOperation(), y, part), net.Add(new ConcatOperation(), y, part));
            return net.Add(new ElementwiseOperation(JoinKind.Multiply), net.Add(new ElementwiseOperation(JoinKind.Max), added, y), gate);
        });
        x = net.Scope(ScopeKind.Stage, "acts", "stage", () =>
        {
            Node y = x;
            foreach (ActivationKind kind in Enum.GetValues<ActivationKind>())
            {
                y = net.Add(new ActivationOperation(new Activation(kind, kind is ActivationKind.Leaky or ActivationKind.Elu ? 0.3 : 0)), net.Add(new ElementwiseOperation(JoinKind.Add), y, x));
            }

            return net.Add(new DropPathOperation(0.2), net.Add(new DropoutOperation(0.1), y));
        });
        x = net.Scope(ScopeKind.Block, "attend", "attention", () =>
        {
            Node squeezed = net.Add(new GlobalPoolOperation(PoolKind.Max), x);
            Node gate = net.Layer("eca", "eca1", new ChannelConvOperation(3), squeezed);
            return net.Add(new ElementwiseOperation(JoinKind.Multiply), x, net.Act(gate, ActivationKind.Sigmoid));
        });
        return net.Builder.Build([new NamedTensor("output", x)], false);
    }

    /// <summary>Names that are keywords, members of modules, names of classes, or no identifiers at all.</summary>
    private static Network AwkwardNames()
    {
        var net = new SampleWriter("class");
        Node x = net.Input("base", 2, 5, 5);
        foreach (string name in new[] { "forward", "Base", "training", "type", "conv_layer", "Dispose", "0", "OSA4_2_0/conv", "get_name", "x", "new stage" })
        {
            x = net.Scope(ScopeKind.Stage, name, "stage", () => net.Conv(x, 2, name: name == "x" ? "x_stage" : name));
        }

        x = net.Conv(x, 2, name: "to_string");
        return net.Builder.Build([new NamedTensor("event", x), new NamedTensor("Equals", x), new NamedTensor("clone", x)], true);
    }

    private static Network TwoInputs()
    {
        var net = new SampleWriter("TwoInputs");
        Node left = net.Input("left", 2, 6, 6);
        Node right = net.Input("right", 3, 6, 6);
        Node a = net.Scope(ScopeKind.Block, "tower1", "tower", () => net.Conv(left, 4), ("width", "4"));
        Node b = net.Scope(ScopeKind.Block, "tower2", "tower", () => net.Conv(right, 6), ("width", "6"));
        return net.Builder.Build([new NamedTensor("output", net.Add(new ConcatOperation(), a, b))], false);
    }

    /// <summary>Matrices that meet maps.</summary>
    private static Network FlatMaps()
    {
        var net = new SampleWriter("FlatMaps");
        Node image = net.Input("image", 2, 4, 3);
        Node hidden = net.Act(net.Linear("hidden", image, 6), ActivationKind.Relu);
        Node dropped = net.Add(new DropPathOperation(0.5), hidden);
        Node normed = net.Layer("norm", "norm1", new BatchNormOperation(6), dropped);
        Node sum = net.Add(new ElementwiseOperation(JoinKind.Add), normed, hidden);
        Node map = net.Conv(image, 6);
        Node gated = net.Add(new ElementwiseOperation(JoinKind.Multiply), map, sum);
        Node both = net.Add(new ConcatOperation(), sum, net.Add(new SliceOperation(1, 3), sum));
        Node logits = net.Linear("fc", sum, 5);
        return net.Builder.Build([new NamedTensor("gated", gated), new NamedTensor("both", both), new NamedTensor("logits", logits)], true);
    }

    private static Network Nothing()
    {
        var net = new SampleWriter("Nothing");
        return net.Builder.Build([new NamedTensor("output", net.Input("image", 1, 2, 2))], false);
    }
}
