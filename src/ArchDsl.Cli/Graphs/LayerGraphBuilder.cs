using System.Globalization;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Graphs;

/// <summary>Gathers the nodes of a network into vertices and frames.</summary>
internal sealed class LayerGraphBuilder(Network network, GraphLevel level)
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
                items.Add(Add(LeafName(node), node.Operation.Name, PathOf(node), [node], LayerLabel.DetailsOf([node])));
            }
            else if (member is Scope inner && inner.AllNodes.ToArray() is { Length: > 0 } nodes)
            {
                AddScope(items, inner, nodes);
            }
        }

        return items;
    }

    private void AddScope(List<GraphItem> items, Scope scope, Node[] nodes)
    {
        bool isLayer = scope.Kind == ScopeKind.Layer;
        if (level == GraphLevel.Stage)
        {
            items.Add(isLayer
                ? Add(scope.Name, scope.Definition, scope.Path, nodes, LayerLabel.DetailsOf(nodes))
                : Add(scope.Name, scope.Definition, scope.Path, nodes, "", ScopeContents.Of(scope)));
        }
        else if (isLayer && level == GraphLevel.Block)
        {
            items.Add(Add(scope.Name, scope.Definition, scope.Path, nodes, LayerLabel.DetailsOf(nodes)));
        }
        else if (isLayer)
        {
            items.AddRange(Items(scope));
        }
        else
        {
            string id = "g" + (_frames++).ToString(CultureInfo.InvariantCulture);
            List<GraphItem> inner = Items(scope);
            items.Add(new GraphFrame(id, scope.Name, scope.Definition, nodes[^1].Shape, Costs.Of(nodes), inner));
        }
    }

    private GraphVertex Add(string name, string op, string path, IReadOnlyList<Node> nodes, string details, string contents = "")
    {
        var vertex = new GraphVertex(NextVertex(), name, op, details, path, LayerLabel.KindOf(nodes), nodes[^1].Shape, Costs.Of(nodes)) { Contents = contents };
        foreach (Node node in nodes)
        {
            _vertexOf[node] = vertex;
        }

        return vertex;
    }

    private string NextVertex() => "n" + (_vertices++).ToString(CultureInfo.InvariantCulture);

    // A join's own name is what it does; its label says that already. Of a layer's operations the first has its name.
    private string LeafName(Node node) =>
        node.Operation is InputOperation input ? input.InputName
        : level == GraphLevel.Op && node.Scope.Kind == ScopeKind.Layer && node.Scope.Members[0] == node ? node.Scope.Name
        : "";

    private static string PathOf(Node node) =>
        node.Operation is InputOperation input ? input.InputName
        : node.Scope.Path.Length == 0 ? node.Operation.Name
        : $"{node.Scope.Path}.{node.Operation.Name}";
}
