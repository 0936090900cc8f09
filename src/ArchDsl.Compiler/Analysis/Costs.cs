using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Analysis;

/// <summary>What a node, layer, stage or network costs for one sample. Costs of parts add up to the cost of the whole.</summary>
/// <param name="Params">Numbers that are learned, a norm's γ and β included, running statistics not.</param>
/// <param name="NormParams">Those of them that are a norm's γ or β.</param>
/// <param name="Macs">Multiply-accumulates of convolutions and linear layers; bias, norm, activation and pool count nothing.</param>
/// <param name="Acts">Numbers that come out of convolutions and linear layers.</param>
/// <param name="MemoryAccess">
/// Numbers that convolutions read and write: the map that goes in, the map that comes out and the kernels; arXiv 1904.09730.
/// </param>
/// <param name="Cio">
/// Numbers that go in and out of convolutions, linear layers and pools, global ones included: convolutional input/output; arXiv 1911.11929.
/// </param>
public readonly record struct Costs(long Params, long NormParams, long Macs, long Acts, long MemoryAccess, long Cio)
{
    /// <summary>The metrics that <see cref="Metric"/> knows, in the order in which reports print them.</summary>
    public static IReadOnlyList<string> MetricNames { get; } =
        ["params", "params_excluding_norm", "macs", "acts", "memory_access", "cio"];

    /// <summary>Numbers that are learned by convolutions and linear layers alone.</summary>
    public long ParamsExcludingNorm => Params - NormParams;

    /// <summary>The costs of one node.</summary>
    public static Costs Of(Node node)
    {
        long learned = 0;
        long norm = 0;
        long kernel = 0;
        foreach (WeightTensor tensor in node.Operation.Weights)
        {
            learned += tensor.IsBuffer ? 0 : tensor.Elements;
            norm += tensor.Role is WeightRole.NormScale or WeightRole.NormShift ? tensor.Elements : 0;
            kernel += tensor.Role is WeightRole.Weight ? tensor.Elements : 0;
        }

        bool isConvolution = node.Operation is Conv2dOperation or ChannelConvOperation;
        bool isLinear = node.Operation is LinearOperation;
        bool isPool = node.Operation is PoolOperation or GlobalPoolOperation or MaxoutOperation;
        long written = node.Shape.Elements;
        long read = node.Inputs.Sum(input => input.Shape.Elements);
        return new Costs(
            learned,
            norm,
            node.Macs,
            isConvolution || isLinear ? written : 0,
            isConvolution ? read + written + kernel : 0,
            isConvolution || isLinear || isPool ? read + written : 0);
    }

    /// <summary>The costs of several nodes together.</summary>
    public static Costs Of(IEnumerable<Node> nodes) => nodes.Aggregate(default(Costs), (sum, node) => sum + Of(node));

    /// <summary>One figure by the name that <c>expect</c> and the reports use, or null where there is no such metric.</summary>
    /// <param name="name">One of <see cref="MetricNames"/>.</param>
    public long? Metric(string name) => name switch
    {
        "params" => Params,
        "params_excluding_norm" => ParamsExcludingNorm,
        "macs" => Macs,
        "acts" => Acts,
        "memory_access" => MemoryAccess,
        "cio" => Cio,
        _ => null,
    };

    /// <summary>The costs of both together.</summary>
    public static Costs operator +(Costs left, Costs right) => new(
        left.Params + right.Params,
        left.NormParams + right.NormParams,
        left.Macs + right.Macs,
        left.Acts + right.Acts,
        left.MemoryAccess + right.MemoryAccess,
        left.Cio + right.Cio);

    /// <summary>What is left of the costs of a whole without a part.</summary>
    public static Costs operator -(Costs whole, Costs part) => new(
        whole.Params - part.Params,
        whole.NormParams - part.NormParams,
        whole.Macs - part.Macs,
        whole.Acts - part.Acts,
        whole.MemoryAccess - part.MemoryAccess,
        whole.Cio - part.Cio);
}
