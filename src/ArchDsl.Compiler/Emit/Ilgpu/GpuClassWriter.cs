using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes the class: how it is loaded and run, the straight line of launches, and the kernels.</summary>
internal sealed class GpuClassWriter
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;
    private readonly EmitOptions _options;
    private readonly GpuPlan _gpu;
    private readonly StepComments _comments;

    public GpuClassWriter(CodeWriter writer, FusedPlan plan, PlanNames names, EmitOptions options)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _options = options;
        _gpu = new GpuPlan(plan, names);
        _comments = new StepComments(names);
    }

    private Network Network => _plan.Network;

    public void Write()
    {
        string summary = Network.Documentation is null ? "" : "\n" + CSharpNames.Escape(Network.Documentation);
        CSharpNames.Summary(_writer, $"The network <c>{CSharpNames.Escape(Network.Name)}</c> on a GPU: {Numbers.Whole(_gpu.Launches.Count)} launches of {Numbers.Whole(_gpu.Kernels.Count())} kernels over one arena.{summary}");
        CSharpNames.Element(_writer, "remarks", string.Join("\n", PlanRemarks.Of(_plan)));
        _writer.Line($"public sealed class {_names.Class} : IDisposable");
        using (_writer.Braces())
        {
            WriteFields();
            new GpuConstructor(_writer, _plan, _names, _gpu).Write();
            new GpuLoadMembers(_writer, _plan, _names, _options).Write();
            new GpuRunMembers(_writer, _plan, _names).Write();
            WriteForward();
            WriteKernels();
        }
    }

    private void WriteFields()
    {
        _writer.Line("private readonly Accelerator _accelerator;");
        _writer.Line("private readonly MemoryBuffer1D<float, Stride1D.Dense> _weights;");
        _writer.Line("private readonly MemoryBuffer1D<int, Stride1D.Dense> _tables;");
        _writer.Line("private readonly Dictionary<AcceleratorStream, Memory> _memories = [];");
        _writer.Line("private readonly TensorInfo[] _tensors;");
        _writer.Line("private readonly long _arenaFloats;");
        _writer.Line("private bool _isDisposed;");
        foreach (GpuLaunch launch in _gpu.Launches)
        {
            _writer.Line($"private readonly Step {_names[launch.Step]};");
        }

        _writer.Line();
    }

    private void WriteForward()
    {
        _writer.Line("// The launches, one behind the other in the stream.");
        _writer.Line("private void Forward(AcceleratorStream stream, Memory memory, int samples" + string.Concat(_names.Inputs.Concat(_names.Outputs).Select(n => $", ArrayView<float> {n}")) + ")");
        using (_writer.Braces())
        {
            _writer.Line("ArrayView<float> arena = memory.Arena.View;");
            foreach (GpuLaunch launch in _gpu.Launches)
            {
                _writer.Line();
                _writer.Lines(new[] { launch.Step }.Concat(launch.Rest).Select(_comments.Of));
                _writer.Line($"{_names[launch.Step]}.Launch(stream, samples, arena, _weights.View, _tables.View, {CallerOf(launch.Step)});");
            }
        }

        _writer.Line();
    }

    // The one buffer of the caller's that a step reads or writes; a step that works in the arena alone gets that.
    private string CallerOf(PlanStep step)
    {
        BufferView? view = step.Reads.Concat(step.Writes).FirstOrDefault(v => v.IsPlanar);
        return view is null ? "arena"
            : view.Buffer.Kind == Fusion.Placement.BufferKind.Input ? _names.Inputs[view.Buffer.Index]
            : _names.Outputs[view.Buffer.Index];
    }

    private void WriteKernels()
    {
        foreach (KeyValuePair<GpuKernel, string> kernel in _gpu.Kernels)
        {
            var writer = new KernelWriter(_writer, kernel.Value);
            _writer.Line();
            _writer.Line($"// {kernel.Key.Summary}");
            _writer.Line($"private static void {kernel.Value}({KernelWriter.Parameters})");
            using (_writer.Braces())
            {
                kernel.Key.WriteBody(writer);
            }

            kernel.Key.WriteHelpers(writer);
        }
    }
}
