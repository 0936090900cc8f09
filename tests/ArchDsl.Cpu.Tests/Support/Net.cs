using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cpu.Tests.Support;

/// <summary>Writes small networks, layer by layer, with the scopes and names that text would give them.</summary>
internal sealed class Net
{
    private readonly NetworkBuilder _builder;
    private readonly Dictionary<string, int> _numbers = [];

    public Net(string name) => _builder = new NetworkBuilder(name);

    public static Activation Relu { get; } = new(ActivationKind.Relu);

    public Node Input(int channels, int height, int width, string name = "image") => _builder.Add(new InputOperation(name, new Shape(channels, height, width)), []);

    public Node Conv(Node x, int width, int kernel = 3, int stride = 1, int groups = 1, bool norm = true, Activation? act = null, bool linear = false, int dilation = 1, WidthExpression? runtime = null) =>
        Layer("conv", () =>
        {
            Node y = Raw(x, width, kernel, stride, groups, !norm, dilation, "conv", runtime);
            y = norm ? _builder.Add(new BatchNormOperation(width), [y], "norm") : y;
            return linear ? y : _builder.Add(new ActivationOperation(act ?? Relu), [y], "act");
        });

    public Node PreActivated(Node x, int width, int kernel = 1) => Layer("conv", () =>
    {
        Node y = _builder.Add(new BatchNormOperation(x.Shape.Channels), [x], "norm");
        return Raw(_builder.Add(new ActivationOperation(Relu), [y], "act"), width, kernel, 1, 1, false, 1, "conv", null);
    });

    public Node Norm(Node x) => Layer("norm", () => _builder.Add(new BatchNormOperation(x.Shape.Channels), [x]));

    public Node Act(Node x, Activation? act = null) => Layer("act", () => _builder.Add(new ActivationOperation(act ?? Relu), [x]));

    public Node Linear(Node x, int width, WidthExpression? runtime = null) =>
        Layer("linear", () => _builder.Add(new LinearOperation((int)x.Shape.Elements, width, true), [x], runtimeWidth: runtime));

    public Node Add(params Node[] xs) => _builder.Add(new ElementwiseOperation(JoinKind.Add), xs);

    public Node Join(JoinKind kind, params Node[] xs) => _builder.Add(new ElementwiseOperation(kind), xs);

    public Node Concat(params Node[] xs) => _builder.Add(new ConcatOperation(), xs);

    public Node Slice(Node x, int start, int count) => _builder.Add(new SliceOperation(start, count), [x]);

    public Node Op(string name, Operation operation, params Node[] xs) => Layer(name, () => _builder.Add(operation, xs));

    public Node GlobalPool(Node x, PoolKind kind = PoolKind.Average) => Op("globalpool", new GlobalPoolOperation(kind), x);

    public Node MaxPool(Node x, int kernel, int stride, int pad = 0, bool ceil = false) =>
        Op("maxpool", new PoolOperation(PoolKind.Max, Size2.Square(kernel), Size2.Square(stride), Size2.Square(pad), ceil), x);

    /// <summary>Squeeze and excitation: the map times a gate from its own means.</summary>
    public Node Se(Node x, int reduced) => Layer("se", () =>
    {
        Node z = _builder.Add(new GlobalPoolOperation(PoolKind.Average), [x], "pool");
        z = Raw(z, reduced, 1, 1, 1, true, 1, "reduce", null);
        z = _builder.Add(new ActivationOperation(Relu), [z], "act");
        z = Raw(z, x.Shape.Channels, 1, 1, 1, true, 1, "expand", null);
        z = _builder.Add(new ActivationOperation(new Activation(ActivationKind.HardSigmoid)), [z], "gate");
        return _builder.Add(new ElementwiseOperation(JoinKind.Multiply), [x, z]);
    });

    /// <summary>Recursive CompConv of depth 3 with its norm and activation outside.</summary>
    public Node CompConv(Node x, int width) => Layer("compconv", () =>
    {
        int prim = (width + 13) / 14;
        Node a2 = _builder.Add(new SliceOperation(0, prim), [x]);
        Node b2 = Raw(x, prim, 3, 1, 1, false, 1, "b2", null);
        Node two = _builder.Add(new ConcatOperation(), [a2, b2]);
        Node b1 = Raw(two, 2 * prim, 3, 1, 1, false, 1, "b1", null);
        Node a1 = _builder.Add(new SliceOperation(prim, 2 * prim), [x]);
        Node one = _builder.Add(new ConcatOperation(), [a1, b1]);
        Node b0 = Raw(one, 4 * prim, 3, 1, 1, false, 1, "b0", null);
        Node kept = _builder.Add(new SliceOperation(0, width - (10 * prim)), [b0]);
        Node a0 = Raw(kept, width - (10 * prim), 3, 1, width - (10 * prim), false, 1, "tail", null);
        Node all = _builder.Add(new ConcatOperation(), [a2, b2, a1, b1, a0, b0]);
        Node y = _builder.Add(new ShuffleOperation(2), [all]);
        y = _builder.Add(new BatchNormOperation(width), [y], "norm");
        return _builder.Add(new ActivationOperation(Relu), [y], "act");
    });

    public Node Stage(string name, Func<Node> body)
    {
        Node y = In(ScopeKind.Stage, name, "stage", body);
        _builder.AddStage(name, y);
        return y;
    }

    public Node Block(string definition, Func<Node> body) => In(ScopeKind.Block, Number(definition), definition, body);

    public Network Build(params Node[] outputs) => Build([], outputs);

    public Network Build(IReadOnlyList<RuntimeParameter> parameters, params Node[] outputs) => outputs.Length == 1
        ? _builder.Build([new NamedTensor("output", outputs[0])], false, parameters)
        : _builder.Build(outputs.Select((o, i) => new NamedTensor($"p{i + 3}", o)).ToArray(), true, parameters);

    private Node Layer(string definition, Func<Node> body) => In(ScopeKind.Layer, Number(definition), definition, body);

    private Node In(ScopeKind kind, string name, string definition, Func<Node> body)
    {
        _builder.Open(kind, name, definition);
        Node y = body();
        _builder.Close();
        return y;
    }

    private Node Raw(Node x, int width, int kernel, int stride, int groups, bool bias, int dilation, string name, WidthExpression? runtime) => _builder.Add(
        new Conv2dOperation(x.Shape.Channels, width, Size2.Square(kernel), Size2.Square(stride), Size2.Square(dilation * (kernel - 1) / 2), Size2.Square(dilation), groups, bias),
        [x], name, runtimeWidth: runtime);

    private string Number(string definition)
    {
        string key = _builder.Scope.Path + "/" + definition;
        _numbers[key] = _numbers.TryGetValue(key, out int n) ? n + 1 : 1;
        return definition + _numbers[key];
    }
}
