using System.Globalization;
using System.Text;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>Walks the tree of scopes from the leaves up and puts scopes of one structure into one class.</summary>
internal sealed class ScopeWalk
{
    private readonly Network _network;
    private readonly HashSet<Node> _wanted;
    private readonly ILookup<Node, Node> _consumers;
    private readonly List<ModuleClass> _classes = [];
    private readonly Dictionary<string, ModuleClass> _bySignature = new(StringComparer.Ordinal);

    public ScopeWalk(Network network)
    {
        _network = network;
        _wanted = new HashSet<Node>(network.Outputs.Concat(network.Stages).Select(t => t.Node));
        _consumers = network.Nodes.SelectMany(n => n.Inputs.Select(i => (Input: i, Node: n))).ToLookup(p => p.Input, p => p.Node);
    }

    public IReadOnlyList<ModuleClass> Run()
    {
        ScopeInstance root = Walk(_network.Root);
        root.Outputs.Clear();
        root.OutputNodes.Clear();
        foreach (NamedTensor output in _network.Outputs)
        {
            root.OutputNodes.Add(output.Node);
            root.Outputs.Add(root.Values[output.Node]);
        }

        return _classes;
    }

    /// <summary>
    /// Whether a scope is no class of its own. A part without weights is written out where it stands, and so is a layer
    /// that is itself a layer of the framework: <c>head.fc.weight</c>.
    /// </summary>
    private static bool IsTransparent(Scope scope)
    {
        if (scope.Kind is ScopeKind.Network or ScopeKind.Stage or ScopeKind.Head or ScopeKind.Block)
        {
            return scope.Kind != ScopeKind.Network && !scope.AllNodes.Any();
        }

        Node[] weighted = scope.AllNodes.Where(n => n.Operation.Weights.Count > 0).ToArray();
        return weighted.Length == 0 || (weighted.Length == 1 && weighted[0].Scope == scope && weighted[0].LocalName.Length == 0);
    }

    private static bool IsWithin(Scope? inner, Scope outer)
    {
        while (inner is not null && inner != outer)
        {
            inner = inner.Parent;
        }

        return inner is not null;
    }

    private ScopeInstance Walk(Scope scope)
    {
        var instance = new ScopeInstance(scope, scope.Parent is null ? _network.Inputs : []);
        for (int i = 0; i < instance.Inputs.Count; i++)
        {
            instance.Values.Add(instance.Inputs[i], ValueRef.Input(i));
        }

        AddMembers(instance, scope);
        foreach (ScopeElement element in instance.Elements.ToArray())
        {
            foreach (Node node in element.Node is null ? element.Call!.OutputNodes : [element.Node])
            {
                if (_wanted.Contains(node) || _consumers[node].Any(c => !IsWithin(c.Scope, scope)))
                {
                    instance.OutputNodes.Add(node);
                }
            }
        }

        // A part whose result nobody reads still has weights.
        if (instance.OutputNodes.Count == 0 && instance.Elements.Count > 0)
        {
            ScopeElement last = instance.Elements[instance.Elements.Count - 1];
            instance.OutputNodes.Add(last.Node ?? last.Call!.OutputNodes[0]);
        }

        instance.Outputs.AddRange(instance.OutputNodes.Select(n => instance.Values[n]));
        Classify(instance);
        return instance;
    }

    private void AddMembers(ScopeInstance instance, Scope scope)
    {
        foreach (IScopeMember member in scope.Members)
        {
            switch (member)
            {
                case Node { Operation: InputOperation }:
                    break;
                case Node node:
                    string? segment = node.Operation.Weights.Count == 0 ? null : node.LocalName.Length > 0 ? node.LocalName : scope.Name;
                    Add(instance, new ScopeElement(node, null, segment, References(instance, node.Inputs)), [node]);
                    break;
                case Scope inner when IsTransparent(inner):
                    AddMembers(instance, inner);
                    break;
                case Scope inner:
                    ScopeInstance call = Walk(inner);
                    Add(instance, new ScopeElement(null, call, inner.Name, References(instance, call.Inputs)), call.OutputNodes);
                    break;
            }
        }
    }

    private static void Add(ScopeInstance instance, ScopeElement element, IReadOnlyList<Node> results)
    {
        for (int i = 0; i < results.Count; i++)
        {
            instance.Values.Add(results[i], new ValueRef(instance.Elements.Count, i));
        }

        instance.Elements.Add(element);
    }

    private static IReadOnlyList<ValueRef> References(ScopeInstance instance, IReadOnlyList<Node> nodes) => nodes.Select(node =>
    {
        if (!instance.Values.TryGetValue(node, out ValueRef value))
        {
            value = ValueRef.Input(instance.Inputs.Count);
            instance.Inputs.Add(node);
            instance.Values.Add(node, value);
        }

        return value;
    }).ToArray();

    private void Classify(ScopeInstance instance)
    {
        string signature = SignatureOf(instance);
        if (_bySignature.TryGetValue(signature, out ModuleClass? known))
        {
            known.Add(instance);
            instance.Class = known;
            return;
        }

        instance.Class = new ModuleClass(instance);
        _bySignature.Add(signature, instance.Class);
        _classes.Add(instance.Class);
    }

    private string SignatureOf(ScopeInstance instance)
    {
        var text = new StringBuilder();
        Scope scope = instance.Scope;
        text.Append(scope.Kind).Append('\n').Append(scope.Definition).Append('\n').Append(scope.Documentation).Append('\n');
        foreach (ScopeElement element in instance.Elements)
        {
            text.Append(element.Segment).Append(" = ");
            text.Append(element.Node is not null
                ? OperationSlots.StructureOf(element.Node)
                : "class " + _classes.IndexOf(element.Call!.Class!).ToString(CultureInfo.InvariantCulture));
            AppendReferences(text, element.Inputs);
        }

        AppendReferences(text, instance.Outputs);
        return text.ToString();
    }

    private static void AppendReferences(StringBuilder text, IReadOnlyList<ValueRef> values)
    {
        foreach (ValueRef value in values)
        {
            text.Append(' ').Append(value.Step.ToString(CultureInfo.InvariantCulture)).Append(':').Append(value.Index.ToString(CultureInfo.InvariantCulture));
        }

        text.Append('\n');
    }
}
