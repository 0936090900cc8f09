using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>Writes the class of the network and the records it returns.</summary>
internal sealed class NetworkWriter
{
    private readonly CodeWriter _writer;
    private readonly ModulePlan _plan;
    private readonly TorchSharpNames _names;
    private readonly PartWriter _parts;

    public NetworkWriter(CodeWriter writer, ModulePlan plan, TorchSharpNames names)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _parts = new PartWriter(writer, names);
    }

    private Network Network => _plan.Network;

    public void Write()
    {
        IReadOnlyList<string> inputs = TorchSharpNames.InputsOf(_plan.Root);
        string result = Network.NamesOutputs ? _names.Outputs : "Tensor";
        WriteDocumentation();
        _writer.Line($"public partial class {_names.Network} : nn.Module<{ForwardWriter.InputTypes(inputs.Count)}, {result}>");
        using (_writer.Braces())
        {
            WriteConstructor();
            _parts.WriteProperties(_plan.Root, DescribeMember);
            WriteForward(inputs, result);
            WriteFeatures(inputs);
            WeightMembers.Write(_writer, Network);
            _parts.WriteRegisterComponents();
            if (Network.Nodes.Any(n => n.Operation is DropPathOperation))
            {
                WriteDropPath();
            }

            foreach (ModuleClass part in _plan.Parts)
            {
                _writer.Line();
                _parts.Write(part);
            }
        }

        if (Network.NamesOutputs)
        {
            WriteRecord(_names.Outputs, $"What <see cref=\"{_names.Network}\"/> gives.", Network.Outputs.Select(o => (o.Name, o.Node)).ToArray());
        }

        if (_plan.Features.Count > 0)
        {
            WriteRecord(_names.Features, $"What the stages of <see cref=\"{_names.Network}\"/> give.", _plan.Features.Select(f => (f.Name, f.Node)).ToArray());
        }
    }

    private static string Code(string text) => $"<c>{CSharpNames.Escape(text)}</c>";

    private static string NewRecord(string record, IReadOnlyList<string> tensors)
    {
        string separator = tensors.Count > 2 ? ",\n    " : ", ";
        return $"new {record}({(tensors.Count > 2 ? "\n    " : "")}{string.Join(separator, tensors)})";
    }

    private void WriteDocumentation()
    {
        CSharpNames.Summary(_writer, Network.Documentation is null ? $"The network {Code(Network.Name)}." : CSharpNames.Escape(Network.Documentation));
        string goesIn = string.Join(" and ", Network.Inputs.Select(i => $"{Code(((InputOperation)i.Operation).InputName)} of {Shapes.Describe(i)}"));
        string comesOut = string.Join(" and ", Network.Outputs.Select(o => (Network.NamesOutputs ? Code(o.Name) + " of " : "") + Shapes.Describe(o.Node)));
        long parameters = Network.Weights.Where(w => !w.Tensor.IsBuffer).Sum(w => w.Tensor.Elements);
        CSharpNames.Element(_writer, "remarks", $"Takes {goesIn}, gives {comesOut}. {Numbers.Grouped(parameters)} parameters.");
    }

    private void WriteConstructor()
    {
        _writer.Line("/// <summary>Makes the network with fresh weights: kaiming-normal convolutions, norms of scale 1 and shift 0, linear biases of 0.</summary>");
        foreach (RuntimeParameter parameter in Network.RuntimeParameters)
        {
            string local = CSharpNames.Local(parameter.Name);
            _writer.Line($"/// <param name=\"{local.TrimStart('@')}\">The parameter {Code(parameter.Name)} of the architecture.</param>");
        }

        string parameters = string.Join(", ", Network.RuntimeParameters.Select(p => $"long {CSharpNames.Local(p.Name)} = {Numbers.Whole(p.Default)}"));
        _writer.Line($"public {_names.Network}({parameters})");
        using (_writer.Indent())
        {
            _writer.Line($": base({Identifiers.Quote(Network.Name)})");
        }

        using (_writer.Braces())
        {
            _parts.WriteMembers(_plan.Root);
        }

        _writer.Line();
    }

    private string DescribeMember(ModuleStep step)
    {
        Scope? scope = _plan.Root.Scope.Scopes.FirstOrDefault(s => s.Name == step.Child!.Segment);
        string gives = scope?.AllNodes.LastOrDefault() is { } last ? $", gives {Shapes.Describe(last)}" : "";
        string kind = scope?.Kind switch
        {
            ScopeKind.Stage => "stage ",
            ScopeKind.Head => "",
            ScopeKind.Block => $"{Code(scope.Definition)} block ",
            _ => step.Node is null ? "part " : LayerText.Describe(step.Node.Operation) + " ",
        };
        return $"The {kind}{Code(step.Child!.Segment)}{gives}.";
    }

    private void WriteForward(IReadOnlyList<string> inputs, string result)
    {
        _writer.Line("/// <inheritdoc/>");
        _writer.Line($"public override {result} forward({ForwardWriter.Parameters(inputs)})");
        using (_writer.Braces())
        {
            new ForwardWriter(_writer, _names).WriteBody(
                _plan.Root, inputs, _plan.Root.Outputs,
                tensors => Network.NamesOutputs ? NewRecord(result, tensors) : tensors[0]);
        }

        _writer.Line();
    }

    private void WriteFeatures(IReadOnlyList<string> inputs)
    {
        if (_plan.Features.Count == 0)
        {
            return;
        }

        _writer.Line("/// <summary>Computes the stages, without the head.</summary>");
        _writer.Line("/// <returns>What each stage gives; the caller disposes it.</returns>");
        foreach (string input in inputs.Count > ForwardWriter.MostInputs ? ["inputs"] : inputs)
        {
            _writer.Line($"/// <param name=\"{input.TrimStart('@')}\">What <see cref=\"forward\"/> takes.</param>");
        }

        _writer.Line($"public {_names.Features} forward_features({ForwardWriter.Parameters(inputs)})");
        using (_writer.Braces())
        {
            new ForwardWriter(_writer, _names).WriteBody(
                _plan.Root, inputs, _plan.Features.Select(f => f.Value).ToArray(),
                tensors => NewRecord(_names.Features, tensors));
        }

        _writer.Line();
    }

    private void WriteDropPath()
    {
        _writer.Line();
        _writer.Line("/// <summary>Stochastic depth: while training, sets whole samples to 0 and scales the rest.</summary>");
        _writer.Line("private static Tensor DropPath(Tensor input, double probability, bool training)");
        using (_writer.Braces())
        {
            _writer.Line("if (!training)");
            using (_writer.Braces())
            {
                _writer.Line("return input.alias();");
            }

            _writer.Line();
            _writer.Line("using DisposeScope scope = NewDisposeScope();");
            _writer.Line("long[] shape = input.shape;");
            _writer.Line("for (int i = 1; i < shape.Length; i++)");
            using (_writer.Braces())
            {
                _writer.Line("shape[i] = 1;");
            }

            _writer.Line();
            _writer.Line("Tensor kept = nn.functional.dropout(ones(shape, input.dtype, input.device), probability, true);");
            _writer.Line("return (input * kept).MoveToOuterDisposeScope();");
        }
    }

    private void WriteRecord(string name, string summary, IReadOnlyList<(string Name, Node Node)> tensors)
    {
        IReadOnlyList<string> members = TorchSharpNames.RecordMembers(tensors.Select(t => t.Name), name);
        _writer.Line();
        CSharpNames.Summary(_writer, summary);
        for (int i = 0; i < members.Count; i++)
        {
            _writer.Line($"/// <param name=\"{members[i]}\">{Code(tensors[i].Name)}, {Shapes.Describe(tensors[i].Node)}.</param>");
        }

        _writer.Line($"public sealed record {name}({string.Join(", ", members.Select(m => "Tensor " + m))}) : IDisposable");
        using (_writer.Braces())
        {
            _writer.Line("/// <summary>Disposes the tensors.</summary>");
            _writer.Line("public void Dispose()");
            using (_writer.Braces())
            {
                _writer.Lines(members.Select(m => $"{m}.Dispose();"));
            }
        }
    }
}
