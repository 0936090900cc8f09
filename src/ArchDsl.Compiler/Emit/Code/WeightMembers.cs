using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>What the ways to load a network have in common: its runtime parameters, its weights' keys and shapes, its dialects.</summary>
internal sealed class WeightMembers
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;

    public WeightMembers(CodeWriter writer, FusedPlan plan, PlanNames names)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
    }

    public Network Network => _plan.Network;

    public string Arguments => string.Concat(Network.RuntimeParameters.Select(p => ", " + _names.Parameter(p.Name)));

    public string Values => string.Join(", ", Network.RuntimeParameters.Select(p => _names.Parameter(p.Name)));

    public string Declared => string.Concat(Network.RuntimeParameters.Select(p => $", int {_names.Parameter(p.Name)} = {Numbers.Whole(p.Default)}"));

    /// <summary>Further parameters of a method that is not called from outside.</summary>
    public string IntParameters => string.Concat(Network.RuntimeParameters.Select(p => $", int {_names.Parameter(p.Name)}"));

    public bool HasDialects => Network.Dialects.Count > 0;

    public string Dialect => HasDialects ? ", string? dialect = null" : "";

    public string Names => HasDialects ? ", Dialects, dialect" : "";

    public string Keys => HasDialects ? "under the network's keys or those of a dialect" : "under the network's keys";

    public void Parameters(string line, bool fromFile = true)
    {
        _writer.Line(line);
        foreach (RuntimeParameter parameter in Network.RuntimeParameters)
        {
            _writer.Line($"/// <param name=\"{_names.Parameter(parameter.Name).TrimStart('@')}\">The parameter <c>{CSharpNames.Escape(parameter.Name)}</c> of the architecture.</param>");
        }

        if (HasDialects && fromFile)
        {
            string names = string.Join(", ", Network.Dialects.Select(d => $"<c>{CSharpNames.Escape(d.Name)}</c>"));
            _writer.Line($"/// <param name=\"dialect\">Whose names the tensors have: {names}, empty for the network's own; null finds out.</param>");
        }
    }

    public void Indented(string line)
    {
        using (_writer.Indent())
        {
            _writer.Line(line);
        }

        _writer.Line();
    }

    /// <summary>The private tables: <c>Expected</c> and, where there are any, <c>Dialects</c>.</summary>
    public void WriteTables()
    {
        WriteExpected();
        if (HasDialects)
        {
            WriteDialects();
        }
    }

    /// <summary>Statements that gather a TorchSharp module's floats in a local <c>set</c>.</summary>
    public void GatherModule()
    {
        _writer.Line("ArgumentNullException.ThrowIfNull(network);");
        _writer.Line($"var set = new WeightSet({Identifiers.Quote(Network.Name)});");
        _writer.Line("using (TorchSharp.torch.NewDisposeScope())");
        using (_writer.Braces())
        {
            _writer.Line("foreach (KeyValuePair<string, TorchSharp.torch.Tensor> entry in network.state_dict())");
            using (_writer.Braces())
            {
                _writer.Line("if (!WeightSpec.IsBatchCounter(entry.Key))");
                using (_writer.Braces())
                {
                    _writer.Line("TorchSharp.torch.Tensor value = entry.Value.detach().cpu().to(TorchSharp.torch.ScalarType.Float32).contiguous();");
                    _writer.Line("set.Add(WeightData.FromFloats(entry.Key, new TensorShape(value.shape), value.data<float>().ToArray()));");
                }
            }
        }

        _writer.Line();
    }

    private void WriteExpected()
    {
        string parameters = string.Join(", ", Network.RuntimeParameters.Select(p => $"int {_names.Parameter(p.Name)}"));
        _writer.Line($"private static WeightSpec[] Expected({parameters}) =>");
        _writer.Line("[");
        using (_writer.Indent())
        {
            foreach (NetworkWeight weight in Network.Weights)
            {
                string optional = weight.Tensor.Role == WeightRole.BatchCount ? ", Required: false" : "";
                _writer.Line($"new({Identifiers.Quote(weight.Key)}, new TensorShape({Shape(weight)}){optional}),");
            }
        }

        _writer.Line("];");
        _writer.Line();
    }

    private void WriteDialects()
    {
        _writer.Line("// What other projects call the modules whose names differ.");
        _writer.Line("private static WeightDialect[] Dialects =>");
        DialectTable.Write(_writer, Network);
        _writer.Line();
    }

    // The first dimension of a layer's weight is its width, the only one that a runtime parameter decides.
    private string Shape(NetworkWeight weight)
    {
        IEnumerable<string> sizes = weight.Tensor.Shape.Select((size, i) =>
            i == 0 && weight.Node.RuntimeWidth is not null ? weight.Node.RuntimeWidth.ToText(_names.Parameter) : Numbers.Whole(size));
        return $"[{string.Join(", ", sizes)}]";
    }
}
