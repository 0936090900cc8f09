using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Analysis;

/// <summary>Writes networks layer by layer with the scopes and names that text would give them.</summary>
internal sealed class NetworkWriter(string name)
{
    private readonly Dictionary<string, int> _numbers = [];

    public NetworkBuilder Builder { get; } = new(name);

    public Node Input(int channels, int height, int width, string inputName = "image") =>
        Builder.Add(new InputOperation(inputName, new Shape(channels, height, width)), []);

    public Node Conv(Node x, int width, int kernel, int stride = 1, int groups = 1, int dilation = 1, bool norm = true, bool act = true, string? name = null)
    {
        Builder.Open(ScopeKind.Layer, name ?? Number("conv"), "conv");
        var operation = new Conv2dOperation(x.Shape.Channels, width, Size2.Square(kernel), Size2.Square(stride), Size2.Square(dilation * (kernel - 1) / 2), Size2.Square(dilation), groups, !norm);
        Node y = Builder.Add(operation, [x], "conv");
        y = norm ? Builder.Add(new BatchNormOperation(width), [y], "norm") : y;
        y = act ? Builder.Add(new ActivationOperation(new Activation(ActivationKind.Relu)), [y], "act") : y;
        Builder.Close();
        return y;
    }

    public Node MaxPool(Node x, int kernel, int stride, int padding = 0, bool ceil = false) =>
        Layer("maxpool", new PoolOperation(PoolKind.Max, Size2.Square(kernel), Size2.Square(stride), Size2.Square(padding), ceil), x);

    public Node AveragePool(Node x, int kernel) =>
        Layer("avgpool", new PoolOperation(PoolKind.Average, Size2.Square(kernel), Size2.Square(kernel), default), x);

    public Node GlobalPool(Node x) => Layer("globalpool", new GlobalPoolOperation(PoolKind.Average), x);

    public Node Linear(Node x, int width) => Layer("linear", new LinearOperation((int)x.Shape.Elements, width, true), x);

    public Node Concat(params Node[] inputs) => Builder.Add(new ConcatOperation(), inputs);

    public Node Add(params Node[] inputs) => Builder.Add(new ElementwiseOperation(JoinKind.Add), inputs);

    public Node Layer(string definition, Operation operation, params Node[] inputs)
    {
        Builder.Open(ScopeKind.Layer, Number(definition), definition);
        Node y = Builder.Add(operation, inputs);
        Builder.Close();
        return y;
    }

    public Node Stage(string stageName, Func<Node> body, ScopeKind kind = ScopeKind.Stage)
    {
        Builder.Open(kind, stageName, kind == ScopeKind.Head ? "head" : "stage");
        Node result = body();
        Builder.Close();
        Builder.AddStage(stageName, result);
        return result;
    }

    public Node Block(string definition, Func<Node> body)
    {
        Builder.Open(ScopeKind.Block, Number(definition), definition);
        Node result = body();
        Builder.Close();
        return result;
    }

    public Node Head(Node x, int classes) => Stage("head", () => Linear(GlobalPool(x), classes), ScopeKind.Head);

    public Network Build(Node output) => Builder.Build([new NamedTensor("output", output)], namesOutputs: false);

    public Network Build(params (string Name, Node Node)[] outputs) =>
        Builder.Build(outputs.Select(o => new NamedTensor(o.Name, o.Node)).ToArray(), namesOutputs: true);

    private string Number(string definition)
    {
        string key = $"{Builder.Scope.Path}/{definition}";
        _numbers[key] = _numbers.GetValueOrDefault(key) + 1;
        return definition + _numbers[key];
    }
}
