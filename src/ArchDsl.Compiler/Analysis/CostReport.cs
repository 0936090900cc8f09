using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Analysis;

/// <summary>What a network costs for one sample at its declared input: as a whole, by stage and by layer.</summary>
public sealed class CostReport
{
    private CostReport(Network network, IReadOnlyList<StageCost> stages, IReadOnlyList<LayerCost> layers, ReceptiveField receptiveField)
    {
        Network = network;
        Total = Costs.Of(network.Nodes);
        Stages = stages;
        Layers = layers;
        ReceptiveField = receptiveField;
        Bottleneck = layers.Aggregate(default(LayerCost), (most, row) => most is null || row.Costs.Macs > most.Costs.Macs ? row : most);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The sum over all nodes; the rows of <see cref="Layers"/> add up to it.</summary>
    public Costs Total { get; }

    /// <summary>The stages and the head in order. Layers outside any stage are in <see cref="Total"/> alone.</summary>
    public IReadOnlyList<StageCost> Stages { get; }

    /// <summary>
    /// One row a layer in the order of the text; a layer made of layers comes before those, with what it does beside them.
    /// </summary>
    public IReadOnlyList<LayerCost> Layers { get; }

    /// <summary>The layer with the most multiply-accumulates, the first of equals; null in a network without layers.</summary>
    public LayerCost? Bottleneck { get; }

    /// <summary>The widest receptive field of the outputs.</summary>
    public ReceptiveField ReceptiveField { get; }

    /// <summary>Counts a network.</summary>
    public static CostReport Of(Network network)
    {
        ReceptiveField[] fields = ReceptiveFields.Of(network);
        return new CostReport(
            network,
            network.Stages.Select(stage => OfStage(network, stage, fields)).ToArray(),
            LayerRows.Of(network, fields),
            network.Outputs.Select(o => fields[o.Node.Id]).Aggregate(default(ReceptiveField), Widest));
    }

    /// <summary>One figure of the whole network by the name that <c>expect</c> uses, or null where there is no such metric.</summary>
    /// <param name="name">One of <see cref="Costs.MetricNames"/>.</param>
    public long? Metric(string name) => Total.Metric(name);

    private static StageCost OfStage(Network network, NamedTensor stage, ReceptiveField[] fields)
    {
        IEnumerable<Node> nodes = network.Root.SelfAndDescendants
            .Where(s => s.Kind is ScopeKind.Stage or ScopeKind.Head && s.Name == stage.Name)
            .SelectMany(s => s.AllNodes);
        return new StageCost(stage.Name, stage.Node.Shape, Costs.Of(nodes), fields[stage.Node.Id]);
    }

    private static ReceptiveField Widest(ReceptiveField a, ReceptiveField b) => new(
        Math.Max(a.Height, b.Height),
        Math.Max(a.Width, b.Width),
        a.SeesWholeInput || b.SeesWholeInput);
}
