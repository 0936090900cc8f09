using ArchDsl.Cli.Graphs;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Diffs;

/// <summary>A stage of two networks, or of one.</summary>
internal sealed record StageDiff(string Name, StageCost? Left, StageCost? Right);

/// <summary>Two networks side by side.</summary>
internal sealed class NetworkDiff
{
    private NetworkDiff(CostReport left, CostReport right, IReadOnlyList<StageDiff> stages, IReadOnlyList<DiffNode> structure)
    {
        Left = left;
        Right = right;
        Stages = stages;
        Structure = structure;
    }

    public CostReport Left { get; }

    public CostReport Right { get; }

    /// <summary>The stages of both, each name once, in the order in which they run.</summary>
    public IReadOnlyList<StageDiff> Stages { get; }

    /// <summary>The trees of stages, blocks and layers, repeats folded.</summary>
    public IReadOnlyList<DiffNode> Structure { get; }

    /// <summary>Whether nothing differs: parts, shapes, costs, weights.</summary>
    public bool IsEqual => Structure.All(n => n.Change == Change.Same) && Left.Total == Right.Total && Weights(Left).SequenceEqual(Weights(Right));

    public static NetworkDiff Of(Network left, Network right)
    {
        (CostReport a, CostReport b) = (CostReport.Of(left), CostReport.Of(right));
        return new NetworkDiff(a, b, [.. StagesOf(a, b)], TreeDiff.Of(ItemsOf(left), ItemsOf(right)));
    }

    private static IReadOnlyList<GraphItem> ItemsOf(Network network) =>
        RepeatFolding.Fold(ConcatChains.Shorten(LayerGraph.Of(network))).Items;

    // A stage that only the right has stands behind the one that it follows there.
    private static IEnumerable<StageDiff> StagesOf(CostReport left, CostReport right)
    {
        List<string> names = [.. left.Stages.Select(s => s.Name)];
        int place = 0;
        foreach (StageCost stage in right.Stages)
        {
            int known = names.IndexOf(stage.Name);
            if (known < 0)
            {
                names.Insert(place, stage.Name);
                known = place;
            }

            place = known + 1;
        }

        return names.Select(name => new StageDiff(name, left.Stages.FirstOrDefault(s => s.Name == name), right.Stages.FirstOrDefault(s => s.Name == name)));
    }

    private static IEnumerable<(string Key, WeightTensor Tensor)> Weights(CostReport report) => report.Network.Weights.Select(w => (w.Key, w.Tensor));
}
