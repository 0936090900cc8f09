using ArchDsl.Compiler.Fusion.Passes;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion;

/// <summary>From a network to the plan that back ends print: the passes in order, a check after each.</summary>
internal static class FusionPipeline
{
    public static readonly IReadOnlyList<(string Name, Action<FusionGraph> Run)> Passes =
    [
        ("remove training only", RemoveTrainingOnly.Run),
        ("remove dead", RemoveDead.Run),
        ("pass along", PassAlong.Run),
        ("fold norms", FoldNorms.Run),
        ("fuse activations", FuseActivations.Run),
        ("fuse resizes", FuseResizes.Run),
        ("split joins", SplitJoins.Run),
        ("fuse residuals", FuseResiduals.Run),
        ("fold norms of sums", FoldNorms.Run),
        ("fuse activations of sums", FuseActivations.Run),
        ("fuse inputs", FuseInputs.Run),
        ("fuse squeezes", FuseSqueezes.Run),
        ("enter blocks", EnterBlocks.Run),
        ("leave blocks", LeaveBlocks.Run),
        ("gather scattered inputs", GatherScattered.Run),
    ];

    public static FusedPlan Run(Network network)
    {
        FusionGraph graph = FusionGraph.Of(network);
        foreach ((string name, Action<FusionGraph> run) in Passes)
        {
            run(graph);
            graph.Verify(name);
        }

        return PlanBuilder.Build(graph);
    }
}
