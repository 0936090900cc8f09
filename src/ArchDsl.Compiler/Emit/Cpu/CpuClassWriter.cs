using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>Writes the class: how it is loaded, how it is run, and the straight line of kernels.</summary>
internal sealed class CpuClassWriter
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;
    private readonly EmitOptions _options;
    private readonly KernelText _kernels;
    private readonly RunText _runs;
    private readonly StepComments _comments;

    public CpuClassWriter(CodeWriter writer, FusedPlan plan, PlanNames names, EmitOptions options)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _options = options;
        _kernels = new KernelText(names);
        _runs = new RunText(names);
        _comments = new StepComments(names);
    }

    private Network Network => _plan.Network;

    public static bool SpeaksOfTorchSharp(EmitOptions options) => options.Together.Any(t => t == EmitTarget.TorchSharp);

    public void Write()
    {
        string summary = Network.Documentation is null ? "" : "\n" + CSharpNames.Escape(Network.Documentation);
        CSharpNames.Summary(_writer, $"The network <c>{CSharpNames.Escape(Network.Name)}</c> on the CPU: {Count(_plan.Fused.Kernels, "fused kernel")} over one arena.{summary}");
        CSharpNames.Element(_writer, "remarks", string.Join("\n", Figures()));
        _writer.Line($"public sealed class {_names.Class} : CpuProgram");
        using (_writer.Braces())
        {
            WriteFields();
            WriteConstructor();
            new LoadMembers(_writer, _plan, _names, _options).Write();
            new RunMembers(_writer, _plan, _names).Write();
            WriteSteps();
            WriteForward();
        }
    }

    private IEnumerable<string> Figures()
    {
        yield return $"Without fusion: {Count(_plan.Unfused.Kernels, "kernel")}.";
        yield return $"Bytes moved by a sample: {Numbers.Grouped(_plan.Fused.BytesMoved)}, without fusion {Numbers.Grouped(_plan.Unfused.BytesMoved)}.";
        yield return $"Arena: {Numbers.Grouped(_plan.Fused.ArenaBytes)} bytes, without fusion {Numbers.Grouped(_plan.Unfused.ArenaBytes)}; no plan of these kernels goes below {Numbers.Grouped(_plan.LowerBoundBytes)}.";
    }

    private static string Count(int number, string thing) => $"{Numbers.Whole(number)} {thing}{(number == 1 ? "" : "s")}";

    private void WriteFields()
    {
        foreach (RuntimeParameter parameter in Network.RuntimeParameters)
        {
            _writer.Line($"private readonly int {_names.Field(parameter.Name)};");
        }

        foreach (PlanStep step in _plan.Steps)
        {
            _writer.Line($"private readonly {KernelText.TypeOf(step)} {_names[step]};");
        }

        _writer.Line();
    }

    private void WriteConstructor()
    {
        string parameters = string.Concat(Network.RuntimeParameters.Select(p => $", int {_names.Parameter(p.Name)}"));
        _writer.Line($"private {_names.Class}(ModelWeights weights, CpuOptions options{parameters})");
        using (_writer.Indent())
        {
            _writer.Line(": base(");
            using (_writer.Indent())
            {
                _writer.Line("options,");
                _writer.Line($"[{string.Join(", ", Network.Inputs.Select(i => Tensor(((InputOperation)i.Operation).InputName, i)))}],");
                _writer.Line($"[{string.Join(", ", Network.Outputs.Select(o => Tensor(o.Name, o.Node)))}])");
            }
        }

        using (_writer.Braces())
        {
            foreach (RuntimeParameter parameter in Network.RuntimeParameters)
            {
                _writer.Line($"{_names.Field(parameter.Name)} = {_names.Parameter(parameter.Name)};");
            }

            if (_plan.Steps.Count > 0)
            {
                _writer.Line("SimdWidth width = options.Width;");
            }

            foreach (PlanStep step in _plan.Steps)
            {
                WriteKernel(step);
            }

            string sums = _plan.PartialFloats.Value == 0 ? "" : $", {_plan.PartialFloats.ToText(_names.Parameter)}";
            _writer.Line($"Prepare({_plan.ArenaFloats.ToText(_names.Parameter)}{sums});");
        }

        _writer.Line();
    }

    private void WriteKernel(PlanStep step)
    {
        IReadOnlyList<string> lines = _kernels.Make(step);
        if (lines.Count == 1)
        {
            _writer.Line($"{_names[step]} = Add({lines[0]});");
            return;
        }

        _writer.Line($"{_names[step]} = Add({lines[0]}");
        using (_writer.Indent())
        {
            _writer.Lines(lines.Skip(1).Take(lines.Count - 2));
            _writer.Line(lines[lines.Count - 1] + ");");
        }
    }

    private string Tensor(string name, Node node)
    {
        string channels = node.RuntimeWidth?.ToText(_names.Parameter) ?? Numbers.Whole(node.Shape.Channels);
        return $"new TensorInfo({Identifiers.Quote(name)}, {channels}, {Numbers.Whole(node.Shape.Height)}, {Numbers.Whole(node.Shape.Width)})";
    }

    private void WriteSteps()
    {
        _writer.Line("/// <inheritdoc/>");
        _writer.Line("protected override StepInfo[] Steps() =>");
        _writer.Line("[");
        using (_writer.Indent())
        {
            foreach (PlanStep step in _plan.Steps)
            {
                long macs = step is ConvolutionStep or LinearStep or ChannelConvStep ? Costs.Of(step.Node).Macs : 0;
                long bytes = step.Reads.Concat(step.Writes).Sum(v => v.Bytes) + step.WeightBytes;
                _writer.Line($"new({Identifiers.Quote(_names.PathOf(step))}, {_names[step]}, {Numbers.Whole(macs)}, {Numbers.Whole(bytes)}),");
            }
        }

        _writer.Line("];");
        _writer.Line();
    }

    private void WriteForward()
    {
        HashSet<PlanStep> meetings = Barriers.Of(_plan);
        _writer.Line("/// <inheritdoc/>");
        _writer.Line("protected override void Forward(CpuWorker w)");
        using (_writer.Braces())
        {
            for (int i = 0; i < _plan.Steps.Count; i++)
            {
                PlanStep step = _plan.Steps[i];
                if (meetings.Contains(step))
                {
                    _writer.Line("w.Sync();");
                }

                if (i > 0)
                {
                    _writer.Line($"w.Mark({Numbers.Whole(i - 1)});");
                    _writer.Line();
                }

                _writer.Line(_comments.Of(step));
                _writer.Line(_runs.Call(step));
            }

            if (_plan.Steps.Count > 0)
            {
                _writer.Line($"w.Mark({Numbers.Whole(_plan.Steps.Count - 1)});");
            }
        }
    }
}
