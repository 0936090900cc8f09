namespace ArchDsl.Compiler.Graph;

/// <summary>Checks what every pass must leave true; a failure is a bug of the compiler, not of the text.</summary>
public static class Verifier
{
    /// <summary>Verifies order, shapes, scopes and weight keys.</summary>
    /// <exception cref="InvalidOperationException">Something does not hold; the message names the node.</exception>
    public static void Verify(Network network)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < network.Nodes.Count; i++)
        {
            Node node = network.Nodes[i];
            Check(node.Id == i, node, "its id is not its place");
            Check(node.Inputs.All(input => input.Id < i && network.Nodes[input.Id] == input), node, "an input stands behind it or in another network");
            ShapeResult result = node.Operation.Infer(node.InputShapes);
            Check(result.Problem is null && result.Shape == node.Shape, node, $"its shape is {node.Shape}, inferred {result.Shape} {result.Problem}");
            foreach (WeightTensor weight in node.Operation.Weights)
            {
                Check(keys.Add(node.KeyOf(weight)), node, $"the weight key {node.KeyOf(weight)} is taken");
            }
        }

        foreach (Scope scope in network.Root.SelfAndDescendants)
        {
            string? twice = scope.Scopes.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
            if (twice is not null)
            {
                throw new InvalidOperationException($"{network.Name}: {scope} has two scopes {twice}");
            }
        }

        int next = 0;
        foreach (Node node in network.Root.AllNodes)
        {
            Check(node.Id == next++, node, "its scope's nodes do not stand together");
        }

        if (network.Outputs.Any(o => network.Nodes[o.Node.Id] != o.Node))
        {
            throw new InvalidOperationException($"{network.Name}: an output is of another network");
        }

        void Check(bool holds, Node node, string what)
        {
            if (!holds)
            {
                throw new InvalidOperationException($"{network.Name}: {node} at {node.ModulePath}: {what}");
            }
        }
    }
}
