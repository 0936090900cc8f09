using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Tests.Emit;

/// <summary>Builds graphs with the scopes that text would give them, block arguments included.</summary>
internal sealed class SampleWriter(string name, string? documentation = null)
{
    private readonly Dictionary<string, int> _numbers = [];

    public NetworkBuilder Builder { get; } = new(name, documentation);

    public Node Input(string inputName, int channels, int height, int width) =>
        Builder.Add(new InputOperation(inputName, new Shape(channels, height, width)), []);

    public Node Add(Operation operation, params Node[] inputs) => Builder.Add(operation, inputs);

    public Node Act(Node x, ActivationKind kind) => Add(new ActivationOperation(new Activation(kind)), x);

    public Node Scope(ScopeKind kind, string scopeName, string definition, Func<Node> body, params (string Name, string Text)[] arguments)
    {
        Builder.Open(kind, scopeName, definition, null, arguments.Select(a => new ScopeArgument(a.Name, a.Text)).ToEquatableArray());
        Node result = body();
        Builder.Close();
        if (kind is ScopeKind.Stage or ScopeKind.Head)
        {
            Builder.AddStage(scopeName, result);
        }

        return result;
    }

    /// <summary>A layer that is a layer of the framework: its weights stand right under its name.</summary>
    public Node Layer(string definition, string layerName, Operation operation, Node input, WidthExpression? width = null)
    {
        Builder.Open(ScopeKind.Layer, layerName, definition);
        Node y = Builder.Add(operation, [input], "", null, width);
        Builder.Close();
        return y;
    }

    public Node Conv(Node x, int channels, int kernel = 3, int stride = 1, bool act = true, string? name = null)
    {
        Builder.Open(ScopeKind.Layer, name ?? Number("conv"), "conv");
        Node y = Builder.Add(new Conv2dOperation(x.Shape.Channels, channels, Size2.Square(kernel), Size2.Square(stride), Size2.Square(kernel / 2), Size2.Square(1), 1, false), [x], "conv");
        y = Builder.Add(new BatchNormOperation(channels), [y], "norm");
        y = act ? Act(y, ActivationKind.Relu) : y;
        Builder.Close();
        return y;
    }

    public Node Linear(string layerName, Node x, int width, WidthExpression? runtime = null) =>
        Layer("linear", layerName, new LinearOperation((int)x.Shape.Elements, width, true), x, runtime);

    public Node Globalpool(Node x) => Layer("globalpool", Number("globalpool"), new GlobalPoolOperation(PoolKind.Average), x);

    public Node MaxPool(Node x, bool ceil) =>
        Layer("maxpool", Number("maxpool"), new PoolOperation(PoolKind.Max, Size2.Square(3), Size2.Square(2), default, ceil), x);

    public Node Osa(string scopeName, Node x, int width, int channels, bool identity, string? block = null)
    {
        return Scope(
            ScopeKind.Block, block ?? scopeName, "osa",
            () =>
            {
                var kept = new List<Node> { x };
                for (int i = 0; i < 3; i++)
                {
                    kept.Add(Conv(kept[^1], width));
                }

                Node y = Conv(Add(new ConcatOperation(), [.. kept]), channels, 1);
                return identity ? Add(new ElementwiseOperation(JoinKind.Add), y, x) : y;
            },
            ("width", $"{width}"), ("out", $"{channels}"), ("layers", "3"), ("identity", identity ? "true" : "false"));
    }

    public Node Csp(string scopeName, Node x, int channels)
    {
        return Scope(
            ScopeKind.Block, scopeName, "csp",
            () =>
            {
                int half = x.Shape.Channels / 2;
                Node bypass = Add(new SliceOperation(0, half), x);
                Node rest = Add(new SliceOperation(half, half), x);
                Node y = Scope(ScopeKind.Body, "body", "body", () =>
                {
                    Node inner = Conv(Conv(rest, half, 1), half, act: false);
                    return Act(Add(new ElementwiseOperation(JoinKind.Add), inner, rest), ActivationKind.Relu);
                });
                return Conv(Add(new ConcatOperation(), bypass, Conv(y, half, 1)), channels, 1);
            },
            ("out", $"{channels}"), ("bypass", "1/2"));
    }

    private string Number(string definition)
    {
        string key = $"{Builder.Scope.Path}/{definition}";
        _numbers[key] = _numbers.GetValueOrDefault(key) + 1;
        return definition + _numbers[key];
    }
}
