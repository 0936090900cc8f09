using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Analysis;

/// <summary>Sorts every node into exactly one row of the layer table.</summary>
internal sealed class LayerRows
{
    private readonly ReceptiveField[] _fields;
    private readonly List<LayerCost> _rows = [];

    private LayerRows(ReceptiveField[] fields) => _fields = fields;

    public static IReadOnlyList<LayerCost> Of(Network network, ReceptiveField[] fields)
    {
        var rows = new LayerRows(fields);
        rows.Visit(network.Root);
        return rows._rows;
    }

    private void Visit(Scope scope)
    {
        bool isLayer = scope.Kind == ScopeKind.Layer;
        if (isLayer && scope.Members.OfType<Node>().Any())
        {
            AddLayer(scope);
        }

        var namer = new JoinNamer(scope);
        foreach (IScopeMember member in scope.Members)
        {
            if (member is Scope inner)
            {
                Visit(inner);
            }
            else if (!isLayer && member is Node { Operation: not InputOperation } node)
            {
                AddRow(namer.Next(node), node.Operation.Name, node.Inputs, node, Costs.Of(node), node.Location);
            }
        }
    }

    private void AddLayer(Scope scope)
    {
        Node[] all = scope.AllNodes.ToArray();
        var inside = new HashSet<Node>(all);
        Node[] inputs = all.SelectMany(n => n.Inputs).Where(i => !inside.Contains(i)).Distinct().ToArray();
        AddRow(scope.Path, scope.Definition, inputs, all[all.Length - 1], Costs.Of(scope.Members.OfType<Node>()), scope.Location);
    }

    private void AddRow(string name, string op, IEnumerable<Node> inputs, Node output, Costs costs, SourceLocation location) =>
        _rows.Add(new LayerCost(name, op, inputs.Select(i => i.Shape).ToEquatableArray(), output.Shape, costs, _fields[output.Id], location));

    /// <summary>Names the joins of one scope by their operation, with a number where several are alike.</summary>
    private sealed class JoinNamer(Scope scope)
    {
        private readonly Dictionary<string, int> _totals = scope.Members.OfType<Node>()
            .GroupBy(n => n.Operation.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

        private readonly Dictionary<string, int> _met = new(StringComparer.Ordinal);

        public string Next(Node node)
        {
            string op = node.Operation.Name;
            _met.TryGetValue(op, out int met);
            _met[op] = ++met;
            string name = _totals[op] > 1 ? FormattableString.Invariant($"{op}{met}") : op;
            return scope.Path.Length == 0 ? name : $"{scope.Path}.{name}";
        }
    }
}
