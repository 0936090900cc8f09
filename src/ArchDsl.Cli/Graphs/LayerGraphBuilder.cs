using System.Globalization;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Graphs;

/// <summary>Gathers the nodes of a network into vertices and frames.</summary>
internal sealed class LayerGraphBuilder(Network network)
{
    private readonly Dictionary<Node, GraphVertex> _vertexOf = [];
    private int _vertices;
    private int _frames;

    public LayerGraph Build()
    {
        List<GraphItem> items = Items(network.Root);
        var outputs = network.Outputs
            .Select(o => new GraphEdge(_vertexOf[o.Node], new GraphVertex(NextVertex(), o.Name, "output", "", o.Name, VertexKind.Port, o.Node.Shape, default)))
            .ToList();
        items.AddRange(outputs.Select(e => e.To));
        IEnumerable<GraphEdge> inner = network.Nodes
            .SelectMany(n => n.Inputs.Select(i => new GraphEdge(_vertexOf[i], _vertexOf[n])))
            .Where(e => e.From != e.To);
        return new LayerGraph(network.Name, items, inner.Concat(outputs).Distinct().ToArray());
    }

    private List<GraphItem> Items(Scope scope)
    {
        var items = new List<GraphItem>();
        foreach (IScopeMember member in scope.Members)
        {
            if (member is Node node)
            {
                items.Add(Add(LeafName(node), node.Operation.Name, PathOf(node), [node]));
            }
            else if (member is Scope { Kind: ScopeKind.Layer } layer && layer.AllNodes.ToArray() is { Length: > 0 } nodes)
            {
                items.Add(Add(layer.Name, layer.Definition, layer.Path, nodes));
            }
            else if (member is Scope { Kind: not ScopeKind.Layer } frame && frame.AllNodes.Any())
            {
                string id = "g" + (_frames++).ToString(CultureInfo.InvariantCulture);
                List<GraphItem> inner = Items(frame);
                items.Add(new GraphFrame(id, frame.Name, frame.Definition, frame.AllNodes.Last().Shape, Costs.Of(frame.AllNodes), inner));
            }
        }

        return items;
    }

    private GraphVertex Add(string name, string op, string path, IReadOnlyList<Node> nodes)
    {
        var vertex = new GraphVertex(NextVertex(), name, op, LayerLabel.DetailsOf(nodes), path, LayerLabel.KindOf(nodes), nodes[^1].Shape, Costs.Of(nodes));
        foreach (Node node in nodes)
        {
            _vertexOf[node] = vertex;
        }

        return vertex;
    }

    private string NextVertex() => "n" + (_vertices++).ToString(CultureInfo.InvariantCulture);

    // A join's own name is what it does; its label says that already.
    private static string LeafName(Node node) => node.Operation is InputOperation input ? input.InputName : "";

    private static string PathOf(Node node) =>
        node.Operation is InputOperation input ? input.InputName
        : node.Scope.Path.Length == 0 ? node.Operation.Name
        : $"{node.Scope.Path}.{node.Operation.Name}";
}
