using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>Writes <c>Run</c>: spans in, spans out, the batch by their length.</summary>
internal sealed class RunMembers
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;

    public RunMembers(CodeWriter writer, FusedPlan plan, PlanNames names)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
    }

    public void Write()
    {
        IReadOnlyList<Node> inputs = _plan.Network.Inputs;
        IReadOnlyList<NamedTensor> outputs = _plan.Network.Outputs;
        CSharpNames.Summary(_writer, "Runs a batch of N samples; N follows from the lengths. Allocates nothing.");
        for (int i = 0; i < inputs.Count; i++)
        {
            _writer.Line($"/// <param name=\"{_names.Inputs[i].TrimStart('@')}\">{RecipeText.Batch(inputs[i])} floats.</param>");
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            _writer.Line($"/// <param name=\"{_names.Outputs[i].TrimStart('@')}\">Takes {RecipeText.Batch(outputs[i].Node)} floats.</param>");
        }

        _writer.Line("/// <exception cref=\"ArgumentException\">A buffer holds no whole number of samples, or they disagree on how many.</exception>");
        _writer.Line("/// <exception cref=\"InvalidOperationException\">Another call has not returned yet.</exception>");
        string parameters = string.Join(", ", _names.Inputs.Select(i => $"ReadOnlySpan<float> {i}").Concat(_names.Outputs.Select(o => $"Span<float> {o}")));
        string buffers = string.Join(", ", _names.Inputs.Select((name, i) => $"Input{Numbers.Whole(i)} = {name}").Concat(_names.Outputs.Select((name, i) => $"Output{Numbers.Whole(i)} = {name}")));
        _writer.Line($"public void Run({parameters}) =>");
        using (_writer.Indent())
        {
            _writer.Line($"Execute(new CpuBuffers {{ {buffers} }});");
        }

        _writer.Line();
    }
}
