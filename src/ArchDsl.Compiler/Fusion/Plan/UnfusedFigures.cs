using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Plan;

/// <summary>What the network costs when every operation is a kernel of its own with a tensor of its own; a slice is free even then.</summary>
internal static class UnfusedFigures
{
    public static PlanFigures Of(Network network)
    {
        var lastRead = new int[network.Nodes.Count];
        int kernels = 0;
        long bytes = 0;
        foreach (Node node in network.Nodes)
        {
            lastRead[node.Id] = Math.Max(lastRead[node.Id], node.Id);
            foreach (Node input in node.Inputs)
            {
                Keep(input, node.Id);
            }

            if (IsKernel(node))
            {
                kernels++;
                bytes += sizeof(float) * (node.Inputs.Sum(Floats) + Floats(node) + node.Operation.Weights.Sum(w => w.Role == WeightRole.BatchCount ? 0 : w.Elements));
            }
        }

        foreach (NamedTensor output in network.Outputs)
        {
            Keep(output.Node, network.Nodes.Count);
            if (!WritesPlanes(output.Node))
            {
                kernels++;
                bytes += sizeof(float) * (Floats(output.Node) + output.Node.Shape.Elements);
            }
        }

        Block[] blocks = network.Nodes.Where(n => IsKernel(n) && (!WritesPlanes(n) || network.Outputs.All(o => o.Node != n)))
            .Select(n => new Block(Floats(n), n.Id, lastRead[n.Id])).ToArray();
        return new PlanFigures(kernels, bytes, ArenaPlanner.Plan(blocks) * sizeof(float));

        // A node that computes nothing keeps alive what it stands for.
        void Keep(Node node, int until)
        {
            lastRead[node.Id] = Math.Max(lastRead[node.Id], until);
            if (!IsKernel(node) && node.Operation is not InputOperation)
            {
                Keep(node.Inputs[0], until);
            }
        }
    }

    private static bool WritesPlanes(Node node) => node.Operation is LinearOperation;

    // Tensors between kernels are in blocks of channels with or without fusion.
    private static long Floats(Node node) => node.Operation is InputOperation
        ? node.Shape.Elements
        : (long)ChannelLayout.BlocksOf(node.Shape.Channels) * ChannelLayout.Lanes * node.Shape.Size.Area;

    private static bool IsKernel(Node node) =>
        node.Operation is not (InputOperation or SliceOperation or DropoutOperation or DropPathOperation);
}
